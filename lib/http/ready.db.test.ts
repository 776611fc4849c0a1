import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/lib/db/test-database";
import { testContext } from "@/lib/findings/fixtures";
import { SYSTEM } from "@/lib/identity/actor";
import { processState } from "@/lib/server/process-state";
import { readiness } from "./ready";

let test: TestDatabase;
beforeAll(async () => {
	test = await createTestDatabase();
});
afterAll(() => test.drop());
afterEach(() => Object.assign(processState(), { jobs: false, stopping: false }));

it("is ready with every migration, with jobs, until it is asked to stop", async () => {
	const ctx = testContext(test.db, SYSTEM);
	expect(await readiness(ctx)).toMatchObject({ status: "not_ready", jobs: "not_started", database: "ok" });
	processState().jobs = true;
	expect(await readiness(ctx)).toEqual({
		status: "ready",
		stopping: false,
		database: "ok",
		migrations: "applied",
		jobs: "started",
		disk: "ok",
	});
	processState().stopping = true;
	expect(await readiness(ctx)).toMatchObject({ status: "not_ready", stopping: true });
});

it("is not ready on a database older than this version", async () => {
	processState().jobs = true;
	await test.db.$executeRaw`UPDATE _prisma_migrations SET finished_at = NULL`;
	expect(await readiness(testContext(test.db, SYSTEM))).toMatchObject({
		status: "not_ready",
		database: "ok",
		migrations: "pending",
	});
});

it("does not wait for a database that does not answer", async () => {
	processState().jobs = true;
	const began = performance.now();
	const lock = test.db.$transaction(async (tx) => {
		await tx.$executeRaw`LOCK TABLE _prisma_migrations IN ACCESS EXCLUSIVE MODE`;
		return await readiness(testContext(test.db, SYSTEM), 200);
	});
	expect(await lock).toMatchObject({ status: "not_ready", database: "unreachable", migrations: "unknown" });
	expect(performance.now() - began).toBeLessThan(3_000);
});
