import type { Employee } from "@/lib/sources/sample/organisation";
import type { Random } from "@/lib/sources/sample/random";
import {
	addressOf,
	type Click,
	clickRow,
	emailRow,
	type Message,
	postDeliveryRow,
	type Row,
	type Verdict,
} from "@/lib/sources/sample/rows";
import { fill } from "@/lib/sources/sample/vocabulary";

/** The tables of the sample, each with the rows put into it. */
export interface SampleRows {
	readonly UrlClickEvents: Row[];
	readonly EmailEvents: Row[];
	readonly EmailPostDeliveryEvents: Row[];
	readonly SigninLogs: Row[];
}

export interface Threat {
	/** Comma-separated, as in ThreatTypes. */
	readonly types: string;
	readonly method: string;
}

const MAIL_APP = { workload: "Email", appName: "Mail", appVersion: "0.0.0000" } as const;
export const TEAMS_APP = { workload: "Teams", appName: "Teams", appVersion: "24295.605.3225.8804" } as const;

/** Collects what one incident leaves in the tables. Rows outside the sample's span never happened. */
export class Stage {
	readonly rows: SampleRows = {
		UrlClickEvents: [],
		EmailEvents: [],
		EmailPostDeliveryEvents: [],
		SigninLogs: [],
	};

	constructor(
		readonly random: Random,
		readonly staff: readonly Employee[],
		/** ms since 1970; the end is not part of it. */
		readonly span: { readonly start: number; readonly until: number },
	) {}

	add(table: keyof SampleRows, row: Row): void {
		const time = Number(row.TimeGenerated) / 1000;
		if (time >= this.span.start && time < this.span.until) this.rows[table].push(row);
	}

	/** Delivers a message to people who have not got it yet. */
	deliver(message: Message, people: readonly Employee[], verdict: Verdict): void {
		for (const person of people) {
			if (message.recipients.has(person.index)) continue;
			message.recipients.add(person.index);
			this.add("EmailEvents", emailRow(message, person, verdict, this.random));
		}
	}

	/** Takes a message out of the mailboxes again (ZAP, an analyst) or gives it back. */
	move(
		message: Message,
		people: readonly Employee[],
		options: { time: number; kind: "zap" | "manual" | "released"; threat: Threat },
	): void {
		const { threat, time, kind } = options;
		for (const person of people) {
			this.add(
				"EmailPostDeliveryEvents",
				postDeliveryRow(message, person, {
					time: time + this.random.between(0, 240_000),
					kind,
					threats: threat.types,
					method: threat.method,
					succeeded: this.random.chance(0.96),
				}),
			);
		}
	}

	/** A moment after delivery at which a person reads the mail: minutes as a rule, now and then hours. ms. */
	readingDelay(): number {
		return Math.min(Math.floor(this.random.logNormal(38 * 60_000, 1.5)) + 45_000, 3 * 86_400_000);
	}

	/** A click on a known threat that the seed hunt finds, in one of the shapes such clicks have. */
	proceed(
		person: Employee,
		time: number,
		at: { message?: Message; link: string; via?: readonly string[] },
		threat: Threat,
	): void {
		const click = this.#click(person, time, at, threat);
		const shape = this.random.weighted([
			["warned", 52],
			["allowed", 24],
			["allowed, then through", 12],
			["allowed, unknown", 8],
			["blocked, unknown", 4],
		] as const);
		const later = time + this.random.between(3_000, 40_000);
		if (shape === "warned") {
			this.#add({ ...click, action: "ClickBlocked", clickedThrough: false });
			this.#add({ ...click, time: later, action: "ClickAllowed", clickedThrough: true });
		} else if (shape === "allowed") this.#add({ ...click, action: "ClickAllowed", clickedThrough: false });
		else if (shape === "allowed, then through") {
			this.#add({ ...click, action: "ClickAllowed", clickedThrough: false });
			this.#add({ ...click, time: later, action: "ClickAllowed", clickedThrough: true });
		} else if (shape === "allowed, unknown")
			this.#add({ ...click, action: "ClickAllowed", clickedThrough: null });
		else this.#add({ ...click, action: "ClickBlocked", clickedThrough: null });
	}

	/** A click that ends at the warning: no finding. */
	turnBack(person: Employee, time: number, at: { message?: Message; link: string }, threat: Threat): void {
		this.#add({ ...this.#click(person, time, at, threat), action: "ClickBlocked", clickedThrough: false });
	}

	/** A click made by a machine rather than the person it is booked on. */
	scan(
		person: Employee,
		time: number,
		ip: string,
		message: Message,
		url: string,
		threat: Threat | null,
	): void {
		this.#add({
			time,
			reportId: this.random.guid(),
			upn: person.reportedUpn,
			...MAIL_APP,
			action: "ClickAllowed",
			clickedThrough: false,
			url,
			chain: [url],
			ip,
			threats: threat?.types ?? null,
			...(threat ? { method: threat.method } : {}),
			networkMessageId: message.networkMessageId,
		});
	}

	#click(
		person: Employee,
		time: number,
		at: { message?: Message; link: string; via?: readonly string[] },
		threat: Threat,
	): Omit<Click, "action" | "clickedThrough"> {
		const url = fill(at.link, this.random, person);
		return {
			time,
			reportId: this.random.guid(),
			upn: person.reportedUpn,
			...(at.message ? MAIL_APP : TEAMS_APP),
			url,
			chain: [...(at.via ?? []).map((hop) => fill(hop, this.random, person)), url],
			ip: addressOf(person, this.random),
			threats: threat.types,
			method: threat.method,
			networkMessageId: at.message?.networkMessageId ?? null,
			sourceId: at.message ? null : `19:${this.random.hex(32)}@thread.v2`,
		};
	}

	#add(click: Click): void {
		this.add("UrlClickEvents", clickRow(click));
	}
}
