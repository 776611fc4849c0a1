/**
 * npm run backfill -- [--clicks N] [--cap N]
 * Thirty days of clicks read whole, in answers that are cut above the cap, and so with the app killed twice. Ends with 1
 * unless all three find the same.
 */
import { parseArgs } from "node:util";
import { monthOfClicks } from "@/e2e/backfill/month";
import { ensureBuilt } from "@/lib/operations/startup/build";
import { config } from "@/lib/platform/config/config";
import { startTemporaryServer } from "@/test/db/temporary-server";
import { exitWith } from "./exit";

exitWith(async () => {
	const { values } = parseArgs({
		options: {
			clicks: { type: "string", default: "2_000_000" },
			cap: { type: "string", default: "5_000" },
		},
	});
	const [clicks, cap] = [values.clicks, values.cap].map((text) => Number(text.replaceAll(/[_,]/g, "")));
	if (!Number.isSafeInteger(clicks) || !Number.isSafeInteger(cap)) {
		console.error("--clicks and --cap are whole numbers.");
		return 2;
	}
	await ensureBuilt();
	const external = config().databaseUrl;
	const server = external === undefined ? await startTemporaryServer() : undefined;
	const url = external ?? (server?.url as string);
	try {
		const { differences } = await monthOfClicks(
			url,
			clicks as number,
			cap as number,
			(name, { seconds, findings, windows, cut, killed }) =>
				console.log(
					`${name}: ${findings.toLocaleString("en")} findings in ${seconds} s, ${windows} windows, ` +
						`${cut} answers cut, ${killed} times killed`,
				),
		);
		console.log(`Findings that differ from the whole reading's: ${differences.join(" and ")}.`);
		return differences.every((count) => count === 0) ? 0 : 1;
	} finally {
		await server?.stop();
	}
});
