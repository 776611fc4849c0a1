/**
 * Benches compare a piece of the product with a floor: the least that any implementation would have to do, on
 * the same data, in the same process and run. The ratio of the two holds on any machine; the milliseconds do not.
 *
 * A bench is a file `bench/NAME.bench.ts` that exports `bench`:
 *
 * @example
 * export const bench: Bench = {
 * 	size: 100_000,
 * 	notes: "a page of 50, filtered by status, against the same SQL through pg",
 * 	async prepare({ size, database }) {
 * 		const { db, url } = await database();
 * 		await fillFindings(db, size);
 * 		const ctx = createContext(SYSTEM);
 * 		const client = new pg.Client({ connectionString: url });
 * 		await client.connect();
 * 		return {
 * 			subject: () => listFindings(ctx, { status: ["new"], limit: 50 }),
 * 			floor: () => client.query(SAME_SQL, ["new", 50]),
 * 			agree: (page, result) => page.items.length === result.rows.length,
 * 			close: () => client.end(),
 * 		};
 * 	},
 * };
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { prepareDatabase } from "@/lib/operations/startup/prepare-database";
import { config, publishDatabaseUrl } from "@/lib/platform/config/config";
import { closeDatabase, type Database, database } from "@/lib/platform/db/client";
import { closeNotifications } from "@/lib/platform/db/notify";
import { createScratchDatabase } from "@/test/db/scratch";
import { startTemporaryServer } from "@/test/db/temporary-server";

export interface BenchContext {
	/** How much data to measure on; the bench's own default or `--size`. */
	readonly size: number;
	/**
	 * A migrated, empty database, as durable as in use, on DATABASE_URL's server or one of our own; it is the
	 * product's database (`database()`) until the bench ends, and is dropped then.
	 */
	database(): Promise<{ readonly db: Database; readonly url: string }>;
}

export interface Measured<Subject = unknown, Floor = unknown> {
	readonly subject: () => Promise<Subject>;
	readonly floor: () => Promise<Floor>;
	/** Whether both did the same work, asked once before measuring: a fast wrong answer is no result. */
	readonly agree: (subject: Subject, floor: Floor) => boolean;
	/** Highest resident memory in bytes so far, where the work is done by another process than this one. */
	readonly rss?: () => Promise<number>;
	readonly close?: () => Promise<unknown>;
}

export interface Bench {
	/** Default of `size`. */
	readonly size: number;
	/** Measured pairs; 200 if not given. Fewer when they would take longer than a minute. */
	readonly rounds?: number;
	/** Runs each once and measures that: it takes minutes. */
	readonly once?: true;
	/** What is compared with what, for the reader of the result. */
	readonly notes: string;
	// biome-ignore lint/suspicious/noExplicitAny: each bench has result types of its own, of which only `agree` knows
	prepare(context: BenchContext): Promise<Measured<any, any>>;
}

export interface BenchResult {
	readonly name: string;
	readonly size: number;
	readonly rounds: number;
	readonly p50_ms: number;
	readonly p95_ms: number;
	readonly floor_p50_ms: number;
	readonly floor_p95_ms: number;
	readonly ratio_p50: number;
	readonly ratio_p95: number;
	/** Highest resident memory seen while measuring, in MiB, of the process that works; the database's is not in it. */
	readonly rss_mb: number;
	readonly notes: string;
}

const WARM_UP_ROUNDS = 10;
const LONGEST_MS = 60_000;

/** Runs one bench and writes its result to `<data>/bench/NAME.json`. */
export async function runBench(name: string, bench: Bench, size = bench.size): Promise<BenchResult> {
	const undo: (() => Promise<unknown>)[] = [];
	try {
		const measured = await bench.prepare({ size, database: () => scratch(undo) });
		if (measured.close) undo.push(measured.close);
		const first = await once(measured, name);
		const times = bench.once ? first : await interleave(measured, bench.rounds ?? 200);
		const result = summarize(name, size, bench.notes, times);
		const directory = join(config().dataDirectory, "bench");
		await mkdir(directory, { recursive: true });
		await writeFile(join(directory, `${name}.json`), `${JSON.stringify(result, null, "\t")}\n`);
		return result;
	} finally {
		for (const step of undo.reverse()) await step();
	}
}

interface Times {
	readonly subject: number[];
	readonly floor: number[];
	readonly rss: number;
}

async function time<Result>(work: () => Promise<Result>): Promise<{ ms: number; result: Result }> {
	const began = performance.now();
	const result = await work();
	return { ms: performance.now() - began, result };
}

/** @throws Error when the two do not agree */
async function once(measured: Measured, name: string): Promise<Times> {
	const subject = await time(measured.subject);
	const rss = (await measured.rss?.()) ?? process.memoryUsage.rss();
	const floor = await time(measured.floor);
	if (!measured.agree(subject.result, floor.result)) {
		throw new Error(`${name}: the subject and the floor do not give the same answer.`);
	}
	return { subject: [subject.ms], floor: [floor.ms], rss };
}

/** In pairs, the first of each pair alternating: a slow second of the machine then falls on both. */
async function interleave(measured: Measured, rounds: number): Promise<Times> {
	for (let round = 0; round < WARM_UP_ROUNDS; round++) {
		await measured.subject();
		await measured.floor();
	}
	const subject: number[] = [];
	const floor: number[] = [];
	let rss = 0;
	const deadline = performance.now() + LONGEST_MS;
	for (let round = 0; round < rounds && (round < 5 || performance.now() < deadline); round++) {
		if (round % 2 === 0) {
			subject.push((await time(measured.subject)).ms);
			floor.push((await time(measured.floor)).ms);
		} else {
			floor.push((await time(measured.floor)).ms);
			subject.push((await time(measured.subject)).ms);
		}
		rss = Math.max(rss, (await measured.rss?.()) ?? process.memoryUsage.rss());
	}
	return { subject, floor, rss };
}

/** The value below which the given share of the values lies (nearest rank). */
export function percentile(values: readonly number[], share: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

function summarize(name: string, size: number, notes: string, times: Times): BenchResult {
	const round = (value: number, digits: number) => Number(value.toFixed(digits));
	const p50 = percentile(times.subject, 0.5);
	const p95 = percentile(times.subject, 0.95);
	const floorP50 = percentile(times.floor, 0.5);
	const floorP95 = percentile(times.floor, 0.95);
	return {
		name,
		size,
		rounds: times.subject.length,
		p50_ms: round(p50, 3),
		p95_ms: round(p95, 3),
		floor_p50_ms: round(floorP50, 3),
		floor_p95_ms: round(floorP95, 3),
		ratio_p50: round(p50 / floorP50, 2),
		ratio_p95: round(p95 / floorP95, 2),
		rss_mb: Math.round(times.rss / 1024 / 1024),
		notes,
	};
}

/** {@link BenchContext.database}; what ends it is put into `undo`, to be done from the last to the first. */
export async function scratch(undo: (() => Promise<unknown>)[]): Promise<{ db: Database; url: string }> {
	let server = config().databaseUrl;
	if (server === undefined) {
		const temporary = await startTemporaryServer({ durable: true });
		undo.push(() => temporary.stop());
		server = temporary.url;
	}
	const { url, drop } = await createScratchDatabase(server, "bench");
	undo.push(drop);
	await prepareDatabase(url);
	publishDatabaseUrl(url);
	undo.push(async () => {
		await closeNotifications();
		await closeDatabase();
		publishDatabaseUrl(undefined);
	});
	return { db: database(), url };
}
