/** What others feel of an attack: the answer times of two clients, and the memory of the process that serves them. */
import { readFile, writeFile } from "node:fs/promises";
import { loadavg } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { percentile } from "@/bench/harness";
import { peakMemory } from "@/test/peak-memory";

/** What has to hold, in milliseconds and MB. */
export const BARS = { healthMs: 100, listMs: 500, memoryMb: 800 } as const;

export interface Watched {
	readonly name: string;
	/** What the attacker was answered, in words. */
	readonly answer: string;
	/** Answer times in milliseconds; one without a good answer is Infinity. */
	readonly health: readonly number[];
	readonly list: readonly number[];
	/** Peak resident memory in MB; null where the system doesn't say. */
	readonly memoryMb: number | null;
	/** Share of the time in which the web process could have worked but other processes had the processors; null likewise. */
	readonly waited: number | null;
	/** Of the machine over the last minute, afterwards. */
	readonly load: number;
}

export interface Others {
	readonly url: string;
	/** The web process. */
	readonly pid: number;
	/** Of the person whose list is asked for. */
	readonly cookie: string;
}

/** Asks as two clients do, one request at a time each, until the attack is over. */
export async function watch(name: string, others: Others, attack: () => Promise<string>): Promise<Watched> {
	const { url, pid, cookie } = others;
	await resetPeak(pid);
	const over = new AbortController();
	const health = askEvery(100, over.signal, `${url}/api/health`);
	const list = askEvery(500, over.signal, `${url}/api/findings?status=new,changed&limit=50`, cookie);
	const began = performance.now();
	const before = await waitedMs(pid);
	const answer = await attack().finally(() => over.abort());
	const waited = (await waitedMs(pid)) - before;
	return {
		name,
		answer,
		health: await health,
		list: await list,
		memoryMb: inMb(await peakMemory(pid)),
		waited: Number.isNaN(waited) ? null : waited / (performance.now() - began),
		load: loadavg()[0] ?? Number.NaN,
	};
}

async function askEvery(ms: number, over: AbortSignal, url: string, cookie = ""): Promise<number[]> {
	const times: number[] = [];
	while (!over.aborted) {
		const began = performance.now();
		const good = await fetch(url, { headers: { cookie }, signal: AbortSignal.timeout(60_000) })
			.then(async (answer) => (await answer.arrayBuffer()) && answer.status === 200)
			.catch(() => false);
		const took = performance.now() - began;
		times.push(good ? took : Number.POSITIVE_INFINITY);
		await sleep(Math.max(0, ms - took));
	}
	return times;
}

const inMb = (bytes: number | null) => (bytes === null ? null : Math.round(bytes / 1_048_576));

/** Linux forgets a process's peak when 5 is written there. */
async function resetPeak(pid: number): Promise<void> {
	await writeFile(`/proc/${pid}/clear_refs`, "5").catch(() => {});
}

/** How long its main thread has waited for a processor so far, where Linux counts it; else NaN. */
async function waitedMs(pid: number): Promise<number> {
	const [, nanoseconds] = (await readFile(`/proc/${pid}/schedstat`, "utf8").catch(() => "")).split(" ");
	return Number(nanoseconds) / 1e6;
}

/** The bars that are missed, in words; empty where all hold. */
export function missed({ health, list, memoryMb }: Watched): string[] {
	return [
		...(percentile(health, 0.95) <= BARS.healthMs ? [] : ["health"]),
		...(percentile(list, 0.95) <= BARS.listMs ? [] : ["list"]),
		...((memoryMb ?? 0) < BARS.memoryMb ? [] : ["memory"]),
	];
}

/** One line for each, and a line of what the columns are. */
export function table(all: readonly Watched[]): string {
	const ms = (times: readonly number[]) =>
		[0.5, 0.95, 1].map((share) => Math.round(percentile(times, share)).toLocaleString("en"));
	const rows = [
		["Attack", "Answer", ...columns("health"), ...columns("list"), "peak MB", "CPU wait", "load", "bars"],
		...all.map((one) => [
			one.name,
			one.answer,
			...ms(one.health),
			...ms(one.list),
			one.memoryMb === null ? "not measured" : String(one.memoryMb),
			one.waited === null ? "not measured" : `${Math.round(one.waited * 100)}%`,
			one.load.toFixed(1),
			missed(one).length === 0 ? "hold" : `missed: ${missed(one).join(", ")}`,
		]),
	];
	const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
	const line = (row: readonly string[]) =>
		row
			.map((cell, at) =>
				at < 2 || at === row.length - 1 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0),
			)
			.join("  ")
			.trimEnd();
	return rows.map(line).join("\n");
}

const columns = (name: string) => ["p50", "p95", "max"].map((share) => `${name} ${share} ms`);
