import type { DecisionResult } from "../../lib/decisions/schema";
import type { RunSummary } from "../../lib/triage/catalogue/schema";
import type { FindingDetail, FindingPage, FindingSummary } from "../../lib/triage/findings/schema";
import type { Intent, Journal } from "./journal";
import { type Answer, send } from "./send";

const SEED_HUNT = "f075d4c4-cf76-4e5d-9c2d-9ed524286316";
const VERDICTS = ["triaged", "benign", "escalated"] as const;
/** A person who gets no answer looks and tries again; this often, with pauses between. */
const MOST_ATTEMPTS = 40;
const RETRY_MS = 250;
const THINK_MS = 150;
const RUN_PAUSE_MS = 3_000;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const below = (count: number) => Math.floor(Math.random() * count);
const oneOf = <T>(values: readonly T[]): T | undefined => values[below(values.length)];

/**
 * Says who one is, where the product asks for that: it gives a name to anyone who asks for one, and takes anyone who
 * comes without for the local administrator where there is no sign-in.
 * @returns the cookie to send from now on; empty where none was given.
 */
export async function enter(base: string, name: string): Promise<string> {
	for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
		const answer = await send(`${base}/api/people`, { method: "POST", body: { name } }).catch(
			() => undefined,
		);
		if (answer && answer.status < 500 && answer.status !== 429) {
			return [answer.headers["set-cookie"] ?? []]
				.flat()
				.map((cookie) => cookie.split(";")[0])
				.join("; ");
		}
		await pause(RETRY_MS);
	}
	throw new Error("Nobody could enter.");
}

/** A person who lists, decides and undoes, one after another, and records every response. */
export class Person {
	#cookie = "";
	#count = 0;
	#page: FindingPage = { items: [], nextCursor: null, asOf: new Date(0).toISOString() };
	readonly #undoable: string[] = [];

	constructor(
		readonly base: string,
		readonly name: string,
		readonly journal: Journal,
	) {}

	async work(until: AbortSignal): Promise<void> {
		this.#cookie = await enter(this.base, this.name);
		while (!until.aborted) {
			await this.#one(below(100));
			await pause(below(THINK_MS));
		}
	}

	/** Starts the hunt again and again: findings seen again must keep their decisions. */
	async hunt(until: AbortSignal): Promise<void> {
		this.#cookie = await enter(this.base, this.name);
		while (!until.aborted) {
			const answer = await this.#ask("run", `/api/hunts/${SEED_HUNT}/runs`, {
				method: "POST",
				body: { preset: "90d" },
			});
			if (answer?.status === 202) this.journal.runs.push((answer.body as RunSummary).id);
			else if (answer && answer.status < 500 && answer.status !== 409) this.#complain("run", answer);
			await pause(RUN_PAUSE_MS);
		}
	}

	async #one(dice: number): Promise<void> {
		if (this.#page.items.length === 0 || dice < 35) return await this.#list();
		if (dice < 60) return await this.#decide("single", this.#some(1));
		if (dice < 75) return await this.#decide("ids", this.#some(2 + below(25)));
		if (dice < 85) return await this.#decideByFilter();
		if (dice < 97) return await this.#undo();
		await this.#facets();
	}

	async #list(): Promise<void> {
		const status = below(3) === 0 ? "&status=new,changed" : "";
		const cursor = below(2) === 0 && this.#page.nextCursor ? `&cursor=${this.#page.nextCursor}` : "";
		const answer = await this.#ask("list", `/api/findings?limit=100${cursor}${cursor ? "" : status}`);
		if (!answer) return;
		if (answer.status === 200) this.#page = answer.body as FindingPage;
		else if (answer.status < 500) this.#complain("list", answer);
	}

	async #facets(): Promise<void> {
		const answer = await this.#ask("facets", "/api/findings/facets");
		if (answer && answer.status !== 200 && answer.status < 500) this.#complain("facets", answer);
	}

	#some(count: number): FindingSummary[] {
		const start = below(this.#page.items.length);
		return this.#page.items.slice(start, start + count);
	}

	async #decide(kind: "single" | "ids", findings: readonly FindingSummary[]): Promise<void> {
		await this.#insist(kind, findings, {
			ids: findings.map(({ id }) => id),
			versions: Object.fromEntries(findings.map(({ id, version }) => [id, version])),
		});
	}

	async #decideByFilter(): Promise<void> {
		const about = oneOf(this.#page.items.filter(({ accountUpn }) => accountUpn !== null));
		if (!about) return;
		await this.#insist("filter", [about], {
			filter: { user: [about.accountUpn] },
			asOf: this.#page.asOf,
		});
	}

	/** One decision until it is answered. The versions (or the instant) it names make trying again safe. */
	async #insist(
		kind: "single" | "ids" | "filter",
		findings: readonly FindingSummary[],
		which: Record<string, unknown>,
	): Promise<void> {
		const verdict = oneOf(VERDICTS) ?? "triaged";
		const mark = `${this.name} ${++this.#count}`;
		const intent: Intent = { kind, mark, accepted: [], unknown: 0, foundStored: false };
		this.journal.intents.push(intent);
		const body = {
			...which,
			verdict,
			note: mark,
			...(verdict === "benign" ? { reason: "soc_activity" } : {}),
		};
		for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
			const answer = await this.#ask(kind, "/api/findings/decisions", { method: "POST", body });
			if (answer?.status === 200) {
				const result = answer.body as DecisionResult;
				if (result.id !== null) {
					intent.accepted.push(result);
					this.#undoable.push(result.id);
				}
				return;
			}
			if (answer && answer.status < 500) {
				if (answer.status !== 429) return this.#complain(kind, answer);
			} else {
				intent.unknown += 1;
				if (await this.#isStored(mark, findings)) {
					intent.foundStored = true;
					return;
				}
			}
			await pause(RETRY_MS);
		}
	}

	/** Looks whether any of the findings has a decision with this mark in its activity. */
	async #isStored(mark: string, findings: readonly FindingSummary[]): Promise<boolean> {
		for (const { id } of findings) {
			for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
				const answer = await this.#ask("detail", `/api/findings/${id}`);
				if (answer?.status === 200) {
					if ((answer.body as FindingDetail).activity.some(({ note }) => note === mark)) return true;
					break;
				}
				await pause(RETRY_MS);
			}
		}
		return false;
	}

	async #undo(): Promise<void> {
		const id = this.#undoable.splice(below(this.#undoable.length), 1)[0];
		if (id === undefined) return;
		const intent: Intent = { kind: "undo", mark: id, accepted: [], unknown: 0, foundStored: false };
		this.journal.intents.push(intent);
		for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
			const answer = await this.#ask("undo", `/api/findings/decisions/${id}`, { method: "DELETE" });
			if (answer?.status === 200) {
				intent.accepted.push(answer.body as DecisionResult);
				return;
			}
			if (answer?.status === 409) {
				// Only its own lost answer can have undone it: nobody else knows this decision.
				if (intent.unknown > 0) intent.foundStored = true;
				else this.#complain("undo", answer);
				return;
			}
			if (answer && answer.status < 500) {
				if (answer.status !== 429) return this.#complain("undo", answer);
			} else {
				intent.unknown += 1;
			}
			await pause(RETRY_MS);
		}
	}

	/** @returns undefined when no whole answer came. */
	async #ask(
		operation: string,
		path: string,
		options: { method?: string; body?: unknown } = {},
	): Promise<Answer | undefined> {
		const began = performance.now();
		try {
			const answer = await send(`${this.base}${path}`, { ...options, cookie: this.#cookie });
			this.journal.answered(operation, answer.status);
			if (answer.status < 500) this.journal.latencies.push(performance.now() - began);
			else if (answer.status !== 503) this.#complain(operation, answer);
			return answer;
		} catch {
			this.journal.broke(operation);
			return undefined;
		}
	}

	#complain(operation: string, { status, body }: Answer): void {
		this.journal.wrong.push(`${this.name}: ${operation} was answered ${status}: ${JSON.stringify(body)}`);
	}
}
