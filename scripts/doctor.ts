/**
 * npm run doctor -- [--json]
 * Says what is well with this installation and each of its workspaces and what is not, and what to do about it: the
 * same as the page Settings, Health. Works whether the product runs or not.
 * Ends with 0, or with 1 where something is failing.
 */
import { parseArgs } from "node:util";
import { doctor } from "@/lib/operations/health/doctor";
import { reportLines } from "@/lib/operations/health/text";
import { exitWith } from "./exit";

async function main(): Promise<number> {
	const { values } = parseArgs({ options: { json: { type: "boolean", default: false } } });
	const report = await doctor({
		onProgress: ({ done, total, doing }) => {
			if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${done + 1} of ${total}: ${doing} `);
		},
	});
	if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
	if (values.json) console.log(JSON.stringify(report, null, "\t"));
	else for (const line of reportLines(report)) console.log(line);
	return report.level === "failing" ? 1 : 0;
}

exitWith(main);
