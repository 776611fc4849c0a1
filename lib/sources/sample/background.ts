import type { Employee } from "@/lib/sources/sample/organisation";
import type { Random } from "@/lib/sources/sample/random";
import {
	addressOf,
	type Click,
	clickRow,
	emailRow,
	type Message,
	newMessage,
	type Row,
} from "@/lib/sources/sample/rows";
import { SCANNERS } from "@/lib/sources/sample/small-incidents";
import { TEAMS_APP } from "@/lib/sources/sample/stage";
import {
	CORRESPONDENTS,
	type Correspondent,
	fill,
	LURES,
	SHARED_LINKS,
} from "@/lib/sources/sample/vocabulary";

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Messages still being read: enough that colleagues click in the same one, few enough to hold in memory. */
const OPEN_MESSAGES = 600;

export interface BackgroundSink {
	click(row: Row): void;
	email(row: Row): void;
}

/** The clicks and mails of everyday work. None of them is a finding of the seed hunt. */
export class Background {
	readonly #random: Random;
	readonly #start: number;
	readonly #sink: BackgroundSink;
	readonly #open: Message[] = [];
	#next = 0;

	/** `start`: the first moment of the sample, ms since 1970; mail from before it has left the tables. */
	constructor(random: Random, start: number, sink: BackgroundSink) {
		this.#random = random;
		this.#start = start;
		this.#sink = sink;
	}

	/** One click, with its mail when it has one. */
	click(person: Employee, time: number): void {
		const random = this.#random;
		const workload = random.weighted([
			["Email", 71],
			["Teams", 16],
			["Office", 9],
			["Copilot", 4],
		] as const);
		if (workload === "Email") this.#mailClick(person, time);
		else this.#sharedClick(person, time, workload);
	}

	/** A mail nobody clicks in: most of what arrives. */
	quietMail(person: Employee, time: number): void {
		const random = this.#random;
		const kind = random.weighted([
			["ordinary", 80],
			["spam", 13],
			["phish", 7],
		] as const);
		if (kind === "ordinary") {
			this.#sink.email(emailRow(this.#write(random.pick(CORRESPONDENTS), time, person), person, {}, random));
			return;
		}
		const lure = random.pick(LURES);
		const host = fill(random.pick(lure.hosts), random);
		const message = newMessage(random, {
			delivered: time,
			from: { name: lure.sender, address: `${lure.local}@${fill("{w}-mailer.example", random)}` },
			ip: `203.0.113.${random.between(20, 250)}`,
			subject: fill(lure.subject, random),
			link: `https://${host}${lure.path}`,
			language: person.office.language,
		});
		this.#sink.email(
			emailRow(
				message,
				person,
				kind === "spam"
					? {
							threats: "Spam",
							method: "Advanced filter",
							action: "Junked",
							authenticated: random.chance(0.4),
						}
					: {
							threats: lure.threats,
							method: lure.method,
							action: random.chance(0.85) ? "Blocked" : "Junked",
							authenticated: false,
						},
				random,
			),
		);
	}

	#mailClick(person: Employee, time: number): void {
		const random = this.#random;
		const app = { workload: "Email", appName: "Mail", appVersion: "0.0.0000" } as const;
		if (random.chance(0.07)) {
			// From Sent Items or Drafts: no message id, or one that no delivered mail has.
			const link = fill(random.pick(SHARED_LINKS), random, person);
			this.#add(person, time, { ...app, networkMessageId: random.chance(0.15) ? random.guid() : null }, link);
			return;
		}
		// A gateway that opens links itself does so seconds after delivery and from an address of its own.
		const scanned = random.chance(0.012);
		const reused = !scanned && random.chance(0.42) && this.#open.length > 0 ? random.pick(this.#open) : null;
		let message: Message;
		if (reused !== null && reused.delivered < time - 15_000 && time - reused.delivered < 6 * DAY)
			message = reused;
		else {
			const delay = scanned
				? random.between(2_000, 25_000)
				: Math.min(Math.floor(random.logNormal(45 * MINUTE, 1.6)) + 20_000, 6 * DAY);
			message = this.#write(random.pick(CORRESPONDENTS), time - delay, person);
			this.#open[this.#next] = message;
			this.#next = (this.#next + 1) % OPEN_MESSAGES;
		}
		if (!message.recipients.has(person.index)) {
			message.recipients.add(person.index);
			if (message.delivered >= this.#start) this.#sink.email(emailRow(message, person, {}, random));
		}
		const url = fill(message.link, random, person);
		const tracked = random.chance(0.25) ? [`https://click.${url.split("/")[2]}/r/${random.token(12)}`] : [];
		const ip = scanned ? { ip: random.pick(SCANNERS) } : {};
		this.#add(person, time, { ...app, networkMessageId: message.networkMessageId, ...ip }, url, tracked);
	}

	#sharedClick(person: Employee, time: number, workload: "Teams" | "Office" | "Copilot"): void {
		const random = this.#random;
		const url = fill(random.pick(SHARED_LINKS), random, person);
		const app =
			workload === "Teams"
				? { ...TEAMS_APP, sourceId: `19:${random.hex(32)}@thread.v2` }
				: workload === "Office"
					? {
							workload,
							appName: random.pick(["Word", "Excel", "PowerPoint", "OneNote"]),
							appVersion: random.pick(["16.0.18129.20158", "16.0.17928.20216"]),
							sourceId: random.guid(),
						}
					: { workload, appName: "Microsoft 365 Copilot", appVersion: "1.0", sourceId: random.guid() };
		this.#add(person, time, app, url);
	}

	#write(from: Correspondent, delivered: number, person: Employee): Message {
		const random = this.#random;
		return newMessage(random, {
			delivered,
			from,
			ip: `203.0.113.${random.between(2, 19)}`,
			subject: fill(random.pick(from.subjects), random),
			link: random.pick(from.links),
			language: from.bulk ? "en" : person.office.language,
		});
	}

	#add(
		person: Employee,
		time: number,
		app: Pick<Click, "workload" | "appName" | "appVersion" | "networkMessageId" | "sourceId"> & {
			ip?: string;
		},
		url: string,
		before: readonly string[] = [],
	): void {
		const random = this.#random;
		const outcome = random.weighted(OUTCOMES);
		this.#sink.click(
			clickRow({
				time,
				reportId: random.guid(),
				upn: person.reportedUpn,
				...app,
				action: outcome.action,
				clickedThrough: outcome.clickedThrough,
				url,
				chain: [...before, url],
				ip: app.ip ?? addressOf(person, random),
				threats: outcome.threats ?? null,
			}),
		);
	}
}

interface Outcome {
	readonly action: string;
	readonly clickedThrough: boolean | null;
	readonly threats?: string;
}

/** What becomes of everyday clicks; none with both a phishing verdict and a way on. */
const OUTCOMES: readonly (readonly [Outcome, number])[] = [
	[{ action: "ClickAllowed", clickedThrough: false }, 938],
	[{ action: "ClickAllowed", clickedThrough: null }, 30],
	[{ action: "ClickBlockedByTenantPolicy", clickedThrough: false }, 8],
	[{ action: "UrlErrorPage", clickedThrough: false }, 6],
	[{ action: "UrlScanInProgress", clickedThrough: false }, 5],
	[{ action: "UrlScanInProgress", clickedThrough: true }, 3],
	[{ action: "ClickBlocked", clickedThrough: false, threats: "Phish" }, 5],
	[{ action: "ClickBlocked", clickedThrough: false, threats: "Malware" }, 2],
	[{ action: "ClickAllowed", clickedThrough: false, threats: "Spam" }, 3],
];
