import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { installJobs, type Job, startJobs, stopJobs } from "@/lib/platform/jobs/boss";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { until } from "@/test/until";
import { enqueueHuntRun } from "./hunt-run";

let test: TestDatabase;
beforeAll(async () => {
	test = await createTestDatabase();
});
afterEach(() => stopJobs());
afterAll(() => test.drop());

const state = async (runId: string) =>
	(
		await test.db.$queryRaw<{ state: string }[]>`
			select state::text as state from pgboss.job where data->>'runId' = ${runId}`
	).map((row) => row.state);

describe("jobs", () => {
	it("are worked at once after their transaction commits, and never when it rolls back", async () => {
		const worked: string[] = [];
		await startJobs({ handlers: { "hunt-run": async ({ data }) => void worked.push(data.runId) } });
		const kept = randomUUID();
		const lost = randomUUID();
		await test.db
			.$transaction(async (tx) => {
				await enqueueHuntRun(tx, { id: lost, trigger: "person" });
				throw new Error("no");
			})
			.catch(() => undefined);
		await test.db.$transaction((tx) => enqueueHuntRun(tx, { id: kept, trigger: "person" }));
		await until(() => worked.includes(kept), "the job is worked");
		await until(async () => (await state(kept))[0] === "completed", "the job is completed");
		expect(worked).toEqual([kept]);
		expect(await state(lost)).toEqual([]);

		// Woken, not polled: polled every 5 s, seven that each wait for the last one would take 30 s at least.
		const began = Date.now();
		for (let turn = 0; turn < 7; turn++) {
			const next = randomUUID();
			await test.db.$transaction((tx) => enqueueHuntRun(tx, { id: next, trigger: "person" }));
			await until(() => worked.includes(next), "the job is worked");
		}
		expect(Date.now() - began).toBeLessThan(30_000);
	});

	it("that were queued while no worker ran are worked at the next start", async () => {
		const runId = randomUUID();
		await test.db.$transaction((tx) => enqueueHuntRun(tx, { id: runId, trigger: "person" }));
		expect(await state(runId)).toEqual(["created"]);
		const worked: string[] = [];
		await startJobs({ handlers: { "hunt-run": async ({ data }) => void worked.push(data.runId) } });
		await until(() => worked.includes(runId), "the job is worked");
	});

	it("are notified that the process is stopping, and waited for", async () => {
		const runId = randomUUID();
		let started: Job<"hunt-run"> | undefined;
		let ended = false;
		await startJobs({
			handlers: {
				"hunt-run": async (job) => {
					started = job;
					await new Promise((resolve) => job.signal.addEventListener("abort", resolve));
					ended = true;
				},
			},
		});
		await test.db.$transaction((tx) => enqueueHuntRun(tx, { id: runId, trigger: "person" }));
		await until(() => started !== undefined, "the job is started");
		await stopJobs();
		expect(ended).toBe(true);
	});

	it("are installed by replicas that start together", async () => {
		await test.db.$executeRaw`drop schema pgboss cascade`;
		await Promise.all([installJobs(test.url), installJobs(test.url), installJobs(test.url)]);
		const rows = await test.db.$queryRaw<
			{ name: string }[]
		>`select name from pgboss.queue where name = 'hunt-run'`;
		expect(rows).toEqual([{ name: "hunt-run" }]);
	});
});
