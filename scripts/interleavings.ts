/**
 * npm run interleavings -- [--count N] [--seed N]
 * Two people decide the same findings in two browsers with live updates on, in random orders; 200 of them unless told
 * otherwise. Prints the seed, with which the same orders come again. Ends with 1 when a decision overwrote another
 * unseen, or a conflict was not shown.
 */
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import { interleave } from "@/e2e/interleavings/run";
import { ensureBuilt } from "@/lib/operations/startup/build";
import { chromiumArguments, ensureChromium } from "./chromium";
import { exitWith } from "./exit";

exitWith(async () => {
	const { values } = parseArgs({
		options: {
			count: { type: "string", default: "200" },
			seed: { type: "string", default: String(Date.now() % 2 ** 31) },
		},
	});
	const count = Number(values.count);
	const seed = Number(values.seed);
	if (!Number.isInteger(count) || count < 1 || !Number.isInteger(seed) || seed < 0) {
		console.error("--count must be a whole number of 1 or more, --seed one of 0 or more.");
		return 2;
	}
	await ensureBuilt();
	console.log(`seed ${seed}`);
	const browser = await chromium.launch({ executablePath: ensureChromium(), args: chromiumArguments() });
	try {
		const report = await interleave({
			count,
			seed,
			browser,
			onProgress: (message) => console.log(message),
		});
		for (const violation of report.violations) console.log(`VIOLATION ${violation}`);
		console.log(
			`${report.interleavings} interleavings: ${report.decided} decisions stored, ${report.conflicts} conflicts, ` +
				`${report.warned} dialogs that said so before, ${report.violations.length} violations`,
		);
		return report.violations.length === 0 ? 0 : 1;
	} finally {
		await browser.close();
	}
});
