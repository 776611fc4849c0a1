/**
 * npm run chaos -- [--seconds N] [--people N]
 * Ends one of two replicas every few seconds under people at work, and proves that nothing accepted was lost.
 * Ends with 1 when anything was.
 */
import { parseArgs } from "node:util";
import { percentile } from "@/bench/harness";
import { type ChaosReport, chaos } from "@/e2e/chaos/run";
import { ensureBuilt } from "@/lib/operations/startup/build";
import { exitWith } from "./exit";

exitWith(async () => {
	const { values } = parseArgs({
		options: { seconds: { type: "string", default: "180" }, people: { type: "string", default: "50" } },
	});
	const seconds = Number(values.seconds);
	const people = Number(values.people);
	if (!(seconds >= 5) || !(people >= 2)) {
		console.error("--seconds must be 5 or more, --people 2 or more.");
		return 2;
	}
	await ensureBuilt();
	const report = await chaos({ seconds, people, onProgress: (message) => console.log(message) });
	print(report);
	return report.violations.length === 0 ? 0 : 1;
});

function print(report: ChaosReport): void {
	const { journal, endings, stored, violations } = report;
	console.log(`\n${report.people} people for ${report.seconds} s`);
	for (const [operation, counts] of journal.answers) {
		const answers = [...counts].sort(([a], [b]) => a - b).map(([status, count]) => `${count} × ${status}`);
		console.log(
			`  ${operation.padEnd(8)}${answers.join(", ")}, ${journal.broken.get(operation) ?? 0} without an answer`,
		);
	}
	const ms = (share: number) => Math.round(percentile(journal.latencies, share));
	console.log(`  answers below 500: ${journal.latencies.length}, p50 ${ms(0.5)} ms, p95 ${ms(0.95)} ms`);
	for (const signal of ["SIGTERM", "SIGKILL"] as const) {
		const own = endings.filter((ending) => ending.signal === signal);
		const sum = (read: (ending: (typeof own)[number]) => number) =>
			own.reduce((total, ending) => total + read(ending), 0);
		const refused = own.flatMap(({ last }) => [...last.refused]);
		console.log(
			`  ${signal} ${own.length} times: ${sum(({ last }) => last.inFlight)} requests in flight, ` +
				`${sum(({ last }) => last.answered)} answered, ${refused.reduce((total, [, count]) => total + count, 0)} with a 5xx, ` +
				`${sum(({ last }) => last.cut)} cut`,
		);
	}
	console.log(
		`  ${report.unserved} requests met no healthy replica, ${report.refused} a refused connection; ` +
			`5xx other than 503 from the product: ${journal.count((status) => status >= 500 && status !== 503)}`,
	);
	const intents = journal.intents.filter(({ kind }) => kind !== "undo");
	const accepted = intents.filter((intent) => intent.accepted.length > 0).length;
	const unknown = intents.filter((intent) => intent.unknown > 0).length;
	console.log(
		`  decisions: ${intents.length} wanted, ${accepted} accepted, ${unknown} at first without an answer; ` +
			`${stored.decisions} stored (${stored.storedUnheard} of them unheard), ${stored.undone} undone`,
	);
	console.log(
		`  ${journal.runs.length} runs; ${stored.findings} findings with ${stored.findingEvents} events, ${stored.auditRows} audit rows`,
	);
	for (const violation of violations.slice(0, 50)) console.log(`  VIOLATION ${violation}`);
	console.log(violations.length === 0 ? "No violation." : `${violations.length} violations.`);
}
