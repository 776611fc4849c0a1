/**
 * npm run bench -- [NAME…] [--size N]  runs the benches in bench/, all if none is named, and prints a table
 * npm run bench -- hostile [WORD…]     whether hostile input stalls others; ends with 1 when it does
 */
import { readdir } from "node:fs/promises";
import { parseArgs } from "node:util";
import { type Bench, type BenchResult, runBench } from "@/bench/harness";
import { ensureBuilt } from "@/lib/operations/startup/build";
import { exitWith } from "./exit";

exitWith(async () => {
	const { values, positionals } = parseArgs({
		options: { size: { type: "string" } },
		allowPositionals: true,
	});
	if (positionals[0] === "hostile") {
		await ensureBuilt();
		const { benchHostile } = await import("@/bench/hostile/run");
		return (await benchHostile(positionals.slice(1))) ? 0 : 1;
	}
	const size = values.size === undefined ? undefined : Number(values.size.replaceAll(/[_,]/g, ""));
	if (size !== undefined && (!Number.isSafeInteger(size) || size < 1)) {
		console.error(`--size must be a whole number above 0, not ${values.size}.`);
		return 2;
	}
	const known = (await readdir("bench"))
		.filter((file) => file.endsWith(".bench.ts"))
		.map((file) => file.slice(0, -".bench.ts".length))
		.sort();
	const unknown = positionals.filter((name) => !known.includes(name));
	if (unknown.length > 0) {
		console.error(`There is no bench ${unknown.join(", ")}. There are: ${known.join(", ") || "none"}.`);
		return 2;
	}
	const results: BenchResult[] = [];
	for (const name of positionals.length > 0 ? positionals : known) {
		const { bench } = (await import(`../bench/${name}.bench.ts`)) as { bench: Bench };
		console.error(`${name}: preparing ${(size ?? bench.size).toLocaleString("en")} …`);
		results.push(await runBench(name, bench, size));
	}
	print(results);
	return 0;
});

function print(results: readonly BenchResult[]): void {
	const columns = [
		"name",
		"size",
		"rounds",
		"p50_ms",
		"p95_ms",
		"floor_p50_ms",
		"floor_p95_ms",
		"ratio_p50",
		"ratio_p95",
		"rss_mb",
	] as const;
	const rows = [
		columns.map(String),
		...results.map((result) =>
			columns.map((column) => {
				const value = result[column];
				return typeof value === "number" ? value.toLocaleString("en") : value;
			}),
		),
	];
	const widths = columns.map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)));
	for (const row of rows) {
		console.log(
			row
				.map((cell, index) => (index === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[index] ?? 0)))
				.join("  "),
		);
	}
	for (const { name, notes } of results) console.log(`${name}: ${notes}`);
}
