import type { Browser, BrowserContext } from "@playwright/test";
import type { FindingActivity, FindingDetail } from "../../lib/triage/findings/schema";
import { OwnApp } from "../own-app";
import { person, printedPassword } from "../person-command";
import { type Begun, Desk, type Sent } from "./desk";
import { seeded } from "./random";

export interface InterleavingsReport {
	readonly seed: number;
	readonly interleavings: number;
	readonly decided: number;
	readonly conflicts: number;
	/** Dialogs that said, before anything was sent, that another person had changed their finding. */
	readonly warned: number;
	/** What must never be: each names the interleaving it was seen in. */
	readonly violations: readonly string[];
}

interface Wanted {
	readonly count: number;
	readonly seed: number;
	readonly browser: Browser;
	readonly onProgress?: (message: string) => void;
}

type Verdict = "triaged" | "benign" | "escalated";

/** A person's part in an interleaving. */
interface Part {
	readonly desk: Desk;
	readonly verdict: Verdict;
	readonly choice: "keep" | "apply";
}

const WAIT_MS = 15_000;
const PASSWORD = "seven green bottles";

/**
 * Lets two people decide the same findings in two browsers, with live updates on, in random orders of opening dialogs,
 * deciding and escalating. A decision that is stored must be over what its person had on the screen when they began;
 * any other must be refused, and shown as a conflict.
 */
export async function interleave({ count, seed, browser, onProgress }: Wanted): Promise<InterleavingsReport> {
	const app = await OwnApp.start({ SKIP_SEED_RUN: "0" });
	const contexts: BrowserContext[] = [];
	try {
		for (const [login, name, role] of [
			["ada", "Ada Rehn", "admin"],
			["bo", "Bo Lund", "analyst"],
		] as const) {
			contexts.push(await signedIn(browser, app, login, name, role));
		}
		const [ada, bo] = contexts as [BrowserContext, BrowserContext];
		const desks = [
			await Desk.open("Ada Rehn", ada, app.url),
			await Desk.open("Bo Lund", bo, app.url),
		] as const;
		return await run({ count, seed, app, desks, onProgress });
	} finally {
		for (const context of contexts) await context.close();
		await app.clear();
	}
}

async function signedIn(
	browser: Browser,
	app: OwnApp,
	login: string,
	name: string,
	role: string,
): Promise<BrowserContext> {
	const printed = await person(app.environment, "add", login, "--name", name, "--role", role);
	const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB" });
	const answer = await context.request.post(`${app.url}/api/sign-in/password`, {
		data: { login, password: printedPassword(printed), newPassword: PASSWORD },
	});
	if (!answer.ok()) throw new Error(`${name} was not signed in: ${await answer.text()}`);
	return context;
}

interface Run {
	readonly count: number;
	readonly seed: number;
	readonly app: OwnApp;
	readonly desks: readonly [Desk, Desk];
	readonly onProgress?: ((message: string) => void) | undefined;
}

async function run({ count, seed, app, desks, onProgress }: Run): Promise<InterleavingsReport> {
	const random = seeded(seed);
	const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
	const tally = { decided: 0, conflicts: 0, warned: 0 };
	const violations: string[] = [];
	// What both have on the screen; each is decided many times.
	const both = new Set(await desks[1].findings());
	const findings = (await desks[0].findings()).filter((id) => both.has(id)).slice(0, 12);
	if (findings.length < 5) throw new Error(`Only ${findings.length} findings are on both screens.`);

	for (let number = 1; number <= count; number++) {
		const id = pick(findings);
		const parts: Part[] = desks.map((desk) => ({
			desk,
			verdict: pick(["triaged", "benign", "benign", "escalated", "escalated"]),
			choice: pick(["keep", "apply"]),
		}));
		const order = shuffled(parts, random);
		const waits = random() < 0.5;
		const plan = order.map(({ who, step }) => `${who.desk.name} ${step} ${who.verdict}`).join(", ");
		const wrong = (text: string) =>
			violations.push(`${number} (${plan}${waits ? ", waiting" : ""}): ${text}`);

		for (const desk of desks) await desk.look(id);
		const begun = new Map<Part, Begun>();
		const stored: Stored[] = [];
		const take = async (who: Part, began: Begun, sent: Sent) => {
			if (sent.outcome === "decided") {
				stored.push({ who, begun: began, sent, at: Date.now() });
				tally.decided += 1;
				return;
			}
			tally.conflicts += 1;
			const shown = await visible(() => who.desk.conflict.waitFor({ timeout: WAIT_MS }));
			if (!shown) return wrong(`${who.desk.name}'s conflict was not shown`);
			const settled = await who.desk.settle(who.choice);
			if (settled !== null) await take(who, settled.begun, settled.sent);
		};
		for (const { who, step } of order) {
			if (who.verdict === "triaged") {
				if (step === "opens") continue;
				const { begun: began, sent } = await who.desk.triage();
				await take(who, began, sent);
			} else if (step === "opens") begun.set(who, await who.desk.ask(who.verdict));
			else {
				const began = begun.get(who) as Begun;
				const overtaken = stored.some((other) => other.who !== who && other.at > began.at);
				if (overtaken && waits) {
					// Until the page has heard of it: the dialog says so, and still sends what was seen.
					const said = await visible(() => who.desk.notice.waitFor({ timeout: WAIT_MS }));
					if (said) tally.warned += 1;
					else wrong(`${who.desk.name}'s dialog did not say that the finding had changed`);
				}
				await take(who, began, await who.desk.confirm(who.verdict));
			}
		}
		const answer = await desks[0].page.request.get(`${app.url}/api/findings/${id}`);
		for (const text of overwritten((await answer.json()) as FindingDetail, stored)) wrong(text);
		if (number % 20 === 0) onProgress?.(`${number} of ${count}, ${violations.length} violations`);
	}
	return { seed, interleavings: count, ...tally, violations };
}

/** A decision that was accepted. */
interface Stored {
	readonly who: Part;
	readonly begun: Begun;
	readonly sent: Sent;
	/** When the answer had come. */
	readonly at: number;
}

/** What was stored over something that its person had not seen. */
function overwritten({ activity, status, version }: FindingDetail, stored: readonly Stored[]): string[] {
	const wrong: string[] = [];
	// Each event makes the next version; the last one made the current one.
	const first = version - activity.length + 1;
	const events = new Map(activity.map((event, index) => [first + index, event] as const));
	for (const { who, begun, sent } of stored) {
		const own = events.get(sent.version);
		const before = events.get(sent.version - 1);
		if (own?.verdict !== who.verdict || own.by.name !== who.desk.name) {
			wrong.push(`${who.desk.name}'s ${who.verdict} was accepted and is not stored`);
		} else if (before !== undefined && statusAfter(before) !== begun.status) {
			wrong.push(
				`${who.desk.name} saw it ${begun.status}, and their ${who.verdict} is stored over ${statusAfter(before)} by ${before.by.name}`,
			);
		} else if (before?.by.name !== who.desk.name && Date.parse(before?.at ?? "") > begun.at) {
			wrong.push(
				`${who.desk.name}'s ${who.verdict} is stored over what ${before?.by.name} decided after they began`,
			);
		}
	}
	const last = activity.at(-1);
	if (last !== undefined && statusAfter(last) !== status) wrong.push(`it is ${status} after ${last.kind}`);
	return wrong;
}

function statusAfter({ kind, verdict }: FindingActivity): string {
	return kind === "decided" ? String(verdict) : kind === "changed" ? "changed" : "new";
}

/** The steps of two people in a random order, each opening before deciding. */
function shuffled(parts: readonly Part[], random: () => number) {
	const left = parts.map((who) => ({ who, steps: ["opens", "decides"] as const, next: 0 }));
	const order: { readonly who: Part; readonly step: "opens" | "decides" }[] = [];
	for (;;) {
		const open = left.filter(({ next, steps }) => next < steps.length);
		if (open.length === 0) return order;
		const one = open[Math.floor(random() * open.length)];
		const step = one?.steps[one.next];
		if (one === undefined || step === undefined) return order;
		one.next += 1;
		order.push({ who: one.who, step });
	}
}

async function visible(wait: () => Promise<void>): Promise<boolean> {
	return await wait().then(
		() => true,
		() => false,
	);
}
