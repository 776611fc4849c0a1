/**
 * npm run fuzz -- [--requests N] [--seed N] [--clients N]: requests made of the API's document against the app with
 * data of its own. The same seed makes the same requests.
 */
import { parseArgs } from "node:util";
import { fuzz } from "@/test/fuzz/fuzz";
import { startApp } from "./app-process";
import { exitWith } from "./exit";

exitWith(async () => {
	const { values } = parseArgs({
		options: { requests: { type: "string" }, seed: { type: "string" }, clients: { type: "string" } },
	});
	const number = (text: string | undefined, fallback: number) =>
		text === undefined ? fallback : Number(text);
	const requests = number(values.requests?.replaceAll(/[_,]/g, ""), 20_000);
	const seed = number(values.seed, Math.floor(Math.random() * 2 ** 31));
	const clients = number(values.clients, 16);
	if (![requests, seed, clients].every((value) => Number.isSafeInteger(value) && value >= 0)) {
		console.error("--requests, --seed and --clients are whole numbers.");
		return 2;
	}
	const app = await startApp();
	try {
		console.log(`${requests.toLocaleString("en")} requests, --seed ${seed}`);
		const report = await fuzz({ url: app.url, requests, seed, clients });
		for (const { operation, reason, request, answer } of report.failures) {
			console.error(`\n${operation}: ${reason}\n${request}\n→ ${answer}`);
		}
		const statuses = Object.entries(report.statuses).map(([status, count]) => `${status}: ${count}`);
		console.log(`Answers: ${statuses.join(", ")}`);
		const unreached = Object.entries(report.reached).filter(([, count]) => count === 0);
		if (unreached.length > 0)
			console.log(`Never answered well: ${unreached.map(([name]) => name).join(", ")}`);
		console.log(`Sent twice under one Idempotency-Key: ${report.repeated}`);
		console.log(
			`${report.requests.toLocaleString("en")} answers in ${report.seconds.toFixed(1)} s, ` +
				`${report.failures.length} not as the document says`,
		);
		return report.failures.length === 0 ? 0 : 1;
	} finally {
		await app.stop();
	}
});
