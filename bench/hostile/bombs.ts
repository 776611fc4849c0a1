/** What an attacker sends; each is made when it is needed. */
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { HuntList, RunSummary } from "@/lib/triage/catalogue/schema";
import { HUNT_FAULTS } from "@/test/hunts/hostile-fixture";
import { chain, doublingLets, nestedNot } from "@/test/kql/hostile-fixture";
import {
	clickRows,
	deepRow,
	longFirstRow,
	rowPerTable,
	writeParquetBomb,
} from "@/test/workspaces/hostile-fixture";

/** Who attacks, and with what. */
export interface Attacker {
	readonly url: string;
	readonly cookie: string;
	/** The directory of hunts of the running app. */
	readonly hunts: string;
	/** A directory beside it, of the attacker's own. */
	readonly own: string;
	/** A case with room for comments, and one whose comments are bombs from before there were bounds. */
	readonly cases: Readonly<Record<"empty" | "stored", { readonly id: string; readonly number: number }>>;
}

export interface Bomb {
	readonly name: string;
	/** @returns what throws it once and resolves with its answer in words. */
	arm(attacker: Attacker): Promise<() => Promise<string>>;
}

/** Far longer than a stalled server needs; without a limit a bench could wait forever. */
const PATIENCE_MS = 180_000;
/** What the attacker sends of a file without end before giving up. */
const ENDLESS_BYTES = 300_000_000;
/** How long a hunt may keep the engine busy before the attacker cancels it and runs it again. */
const RUN_MS = 5_000;

async function ask(
	{ url, cookie }: Attacker,
	path: string,
	body?: RequestInit["body"],
	headers: Record<string, string> = {},
): Promise<Response> {
	return await fetch(`${url}${path}`, {
		...(body === undefined ? {} : { method: "POST", body, duplex: "half" }),
		headers: { cookie, ...headers },
		signal: AbortSignal.timeout(PATIENCE_MS),
	});
}

const postJson = (attacker: Attacker, path: string, body: unknown) =>
	ask(attacker, path, JSON.stringify(body), { "content-type": "application/json" });

/** Status and what a refusal says, in one short line. */
async function words(answer: Response): Promise<string> {
	const text = await answer.text();
	if (answer.ok) return String(answer.status);
	const { detail = "" } = JSON.parse(text) as { detail?: string };
	return `${answer.status} ${short(detail)}`;
}

function short(text: string): string {
	return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

function file(
	name: string,
	make: (attacker: Attacker) => string | Promise<Uint8Array<ArrayBuffer>>,
	table?: string,
): Bomb {
	const query = new URLSearchParams({ fileName: "export", again: "1", replaceSample: "1" });
	if (table) query.set("table", table);
	return {
		name: `import: ${name}`,
		async arm(attacker) {
			const body = await make(attacker);
			return async () => words(await upload(attacker, query, body));
		},
	};
}

function upload(attacker: Attacker, query: URLSearchParams, body: RequestInit["body"]): Promise<Response> {
	return ask(attacker, `/api/workspace/imports?${query}`, body, {
		"content-type": "application/octet-stream",
	});
}

const endless: Bomb = {
	name: "import: without length or end",
	async arm(attacker) {
		const query = new URLSearchParams({ fileName: "export", replaceSample: "1" });
		const head = Buffer.from("TimeGenerated,AccountUpn,ActionType,ReportId\n");
		const lines = Buffer.from("2026-01-01T00:00:00Z,a@example.com,ClickAllowed,r\n".repeat(1_300));
		return async () => {
			let sent = 0;
			const body = new ReadableStream<Uint8Array>({
				start: (stream) => stream.enqueue(head),
				pull(stream) {
					if (sent > ENDLESS_BYTES) return stream.error(new Error("The attacker leaves."));
					sent += lines.length;
					stream.enqueue(lines);
				},
			});
			const mb = `${ENDLESS_BYTES / 1_000_000} MB`;
			return await upload(attacker, query, body).then(words, () => `none: left after ${mb}`);
		};
	},
};

/** A file that comes into the directory of hunts while the app runs, is listed, and goes again. */
function huntFile(name: string, make: (path: string) => void | Promise<void>): Bomb {
	return {
		name: `hunt file: ${name}`,
		async arm(attacker) {
			const kept = join(attacker.own, "bomb.yaml");
			const dropped = join(attacker.hunts, "bomb.yaml");
			await rm(kept, { recursive: true, force: true });
			await make(kept);
			return async () => {
				await rename(kept, dropped);
				try {
					const answer = await ask(attacker, "/api/hunts");
					if (!answer.ok) return await words(answer);
					const { refused } = (await answer.json()) as HuntList;
					const found = refused.find((one) => one.file === "bomb.yaml");
					return `200 ${short(found?.places[0]?.message ?? "listed")}`;
				} finally {
					await rename(dropped, kept);
				}
			};
		},
	};
}

function fault(name: string): Bomb {
	const [, content = ""] = HUNT_FAULTS.find(([known]) => known === name) ?? [];
	return huntFile(name, (path) => (typeof content === "string" ? writeFile(path, content) : content(path)));
}

const hunt = (kql: string) => `id: bomb\nname: Bomb\nquery: |\n  ${kql.replaceAll("\n", "\n  ")}\n`;

const numbers = (name: string) => `range ${name} from 1 to 400000 step 1 | extend k = 1`;

/** A hunt that is looked at and run, and cancelled where it doesn't end. */
function running(name: string, text: string): Bomb {
	return {
		name: `KQL: ${name}`,
		async arm(attacker) {
			await writeFile(join(attacker.hunts, "running.yaml"), text);
			const run = async (of: string) => (await (await ask(attacker, of)).json()) as RunSummary;
			return async () => {
				const shown = await ask(attacker, "/hunts/bomb");
				await shown.arrayBuffer();
				const started = await postJson(attacker, "/api/hunts/bomb/runs", { preset: "90d" });
				if (!started.ok) return await words(started);
				const path = `/api/runs/${((await started.json()) as RunSummary).id}`;
				const began = performance.now();
				let cancelled = false;
				for (;;) {
					const { status, problem } = await run(path);
					if (status !== "queued" && status !== "running")
						return `${shown.status}, run ${status} ${short(problem?.message ?? "")}`.trim();
					if (!cancelled && performance.now() - began > RUN_MS) {
						await ask(attacker, `${path}/cancellation`, "");
						cancelled = true;
					}
					await sleep(200);
				}
			};
		},
	};
}

function comment(name: string, body: string): Bomb {
	return {
		name: `Markdown: ${name}`,
		async arm(attacker) {
			const { id, number } = attacker.cases.empty;
			return async () => {
				const posted = await words(await postJson(attacker, `/api/cases/${id}/comments`, { body }));
				return `${posted}; page ${await words(await ask(attacker, `/cases/${number}`))}`;
			};
		},
	};
}

/** What can be in a database from before there were bounds. */
export const STORED = [">".repeat(3_000), "*_".repeat(10_000), "> - ".repeat(4_000), "]".repeat(20_000)];

const stored: Bomb = {
	name: "Markdown: stored earlier, viewed",
	async arm(attacker) {
		const { id, number } = attacker.cases.stored;
		return async () => {
			const listed = await words(await ask(attacker, `/api/cases/${id}/comments`));
			return `${listed}; page ${await words(await ask(attacker, `/cases/${number}?section=comments`))}`;
		};
	},
};

export const BOMBS: readonly Bomb[] = [
	running(
		"2,000 let statements in a row",
		hunt(`let t0 = UrlClickEvents;\n${chain((n) => `let t${n} = t${n - 1} | where 1 < 2;`, 2_000)}\nt2000`),
	),
	running(
		"160,000,000,000 pairs",
		hunt(`${numbers("a")}\n| join kind=inner (${numbers("b")}) on k\n| summarize Pairs = countif(a != b)`),
	),
	file("827 rows on one line", () => JSON.stringify({ records: clickRows(827) })),
	file("827 bad rows on one line", () =>
		JSON.stringify({ records: clickRows(827, { IsClickedThrough: "maybe" }) }),
	),
	file("388 kB with line breaks", () => JSON.stringify({ records: clickRows(2_800) }, null, 1)),
	file("first row of 1.9 MB", () => longFirstRow(1_900_000)),
	file("100,000 levels", () => `{"records":[${deepRow(100_000)}]}`),
	file(
		"Parquet dictionary",
		async ({ own }) => {
			const path = join(own, "bomb.parquet");
			await writeParquetBomb(path);
			return new Uint8Array(await readFile(path));
		},
		"Odd",
	),
	file("2,000 tables", () => rowPerTable(2_000)),
	endless,
	fault("an alias of nothing"),
	fault("aliases that multiply"),
	fault("a directory"),
	fault("a link to nothing"),
	fault("a list of 50 MB"),
	comment("3,000 quotes", ">".repeat(3_000)),
	comment("10,000 marks of emphasis", "*_".repeat(10_000)),
	stored,
	huntFile("3,000 nested not()", (path) => writeFile(path, hunt(nestedNot(3_000)))),
	huntFile("let statements that double", (path) =>
		writeFile(path, hunt(`let t0 = UrlClickEvents;\n${doublingLets(40)}\nt40`)),
	),
];
