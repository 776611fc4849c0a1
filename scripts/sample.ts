/**
 * npm run sample -- [--clicks N] [--seed S] [--until ISO] [--force]
 * Writes the sample workspace. --force also replaces data a person imported.
 */
import { parseArgs } from "node:util";
import { config } from "@/lib/platform/config/config";
import { generateSample, SAMPLE_DAYS } from "@/lib/sources/sample/generate";
import { exitWith } from "./exit";

async function main(): Promise<number> {
	const { values } = parseArgs({
		options: {
			clicks: { type: "string" },
			seed: { type: "string" },
			until: { type: "string" },
			force: { type: "boolean", default: false },
		},
	});
	const directory = config().workspaceDirectory;
	const cancel = new AbortController();
	process.once("SIGINT", () => cancel.abort());
	// The process that started it is gone; from a terminal there is no such channel.
	process.once("disconnect", () => process.exit(1));
	const started = Date.now();
	const manifest = await generateSample({
		directory,
		force: values.force,
		signal: cancel.signal,
		...(values.clicks === undefined ? {} : { clicks: Number(values.clicks) }),
		...(values.seed === undefined ? {} : { seed: values.seed }),
		...(values.until === undefined ? {} : { until: new Date(values.until) }),
		onProgress: ({ days, clicks }) => {
			if (process.stderr.isTTY) process.stderr.write(`\rday ${days} of ${SAMPLE_DAYS}, ${clicks} clicks `);
		},
	});
	if (process.stderr.isTTY) process.stderr.write("\n");
	const seconds = ((Date.now() - started) / 1000).toFixed(1);
	console.error(`Sample workspace written to ${directory} in ${seconds} s:`);
	for (const { name } of manifest.tables) {
		const rows = manifest.parts
			.filter((part) => part.table === name)
			.reduce((sum, part) => sum + part.rows, 0);
		console.error(`  ${name.padEnd(24)} ${String(rows).padStart(9)} rows`);
	}
	return 0;
}

exitWith(main);
