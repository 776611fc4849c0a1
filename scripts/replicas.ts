/**
 * npm run replicas -- [--seconds N]
 * Two apps on one database, ten scheduled hunts, one hour by a fast clock. Ends with 1 unless each slot ran once and
 * the service never saw more than five queries at once.
 */
import { parseArgs } from "node:util";
import { scheduledHour } from "@/e2e/replicas/hour";
import { build, isBuilt } from "@/lib/server/build";
import { exitWith } from "./exit";

exitWith(async () => {
	const { values } = parseArgs({ options: { seconds: { type: "string", default: "30" } } });
	const seconds = Number(values.seconds);
	if (!(seconds >= 5)) {
		console.error("--seconds must be 5 or more.");
		return 2;
	}
	if (!(await isBuilt())) await build();
	const { hunts, due, ran, skipped, takenBy, queries, peak, refused } = await scheduledHour({ seconds });
	console.log(`${hunts} hunts, an hour in ${seconds} s: ${due.length} slots were due, ${ran.length} ran.`);
	console.log(`Taken by the two apps: ${takenBy.join(" and ")}.`);
	console.log(`${queries} queries, ${peak} at once at most, ${refused} turned away.`);
	for (const line of skipped) console.log(`  skipped ${line}`);
	return JSON.stringify(due) === JSON.stringify(ran) && peak <= 5 && refused === 0 ? 0 : 1;
});
