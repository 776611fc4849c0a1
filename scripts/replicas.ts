/**
 * npm run replicas
 * Two apps on one database, ten scheduled hunts, one hour by a clock that is moved from slot to slot. Ends with 1 unless
 * each slot ran once and the service never saw more than five queries at once.
 */
import { scheduledHour } from "@/e2e/replicas/hour";
import { ensureBuilt } from "@/lib/operations/startup/build";
import { exitWith } from "./exit";

exitWith(async () => {
	await ensureBuilt();
	const { hunts, seconds, due, ran, skipped, takenBy, queries, peak, refused } = await scheduledHour();
	console.log(`${hunts} hunts, an hour in ${seconds} s: ${due.length} slots were due, ${ran.length} ran.`);
	console.log(`Taken by the two apps: ${takenBy.join(" and ")}.`);
	console.log(`${queries} queries, ${peak} at once at most, ${refused} turned away.`);
	for (const line of skipped) console.log(`  without a run: ${line}`);
	return JSON.stringify(due) === JSON.stringify(ran) && peak <= 5 && refused === 0 ? 0 : 1;
});
