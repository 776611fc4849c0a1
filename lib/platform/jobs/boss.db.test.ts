import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { installJobs, type Job, startJobs, stopJobs } from "@/lib/platform/jobs/boss";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { enqueueHuntRun } from "./hunt-run";

let test: TestDatabase;
beforeAll(async () => {
	test = await createTestDatabase();
});
afterEach(() => stopJobs());
afterAll(() => test.drop());

const until = async (condition: () => boolean | Promise<boolean>) => {
	for (let waited = 0; waited < 20_000; waited += 50) {
		if (await condition()) return;
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	throw new Error("It did not come about.");
};

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
		const sent = Date.now();
		await test.db.$transaction((tx) => enqueueHuntRun(tx, { id: kept, trigger: "person" }));
		await until(() => worked.includes(kept));
		expect(Date.now() - sent).toBeLessThan(2_000); // woken, not polled (every 5 s)
		await until(async () => (await state(kept))[0] === "completed");
		expect(worked).toEqual([kept]);
		expect(await state(lost)).toEqual([]);
	});

	it("that were queued while nobody worked are worked at the next start", async () => {
		const runId = randomUUID();
		await test.db.$transaction((tx) => enqueueHuntRun(tx, { id: runId, trigger: "person" }));
		expect(await state(runId)).toEqual(["created"]);
		const worked: string[] = [];
		await startJobs({ handlers: { "hunt-run": async ({ data }) => void worked.push(data.runId) } });
		await until(() => worked.includes(runId));
	});

	it("hear that the process is stopping, and are waited for", async () => {
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
		await until(() => started !== undefined);
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
