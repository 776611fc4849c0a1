import { createServer } from "node:net";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { SYSTEM } from "@/lib/platform/context/actor";
import { createClient } from "@/lib/platform/db/client";
import { processState } from "@/lib/platform/process/process-state";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { testContext } from "@/test/findings/fixtures";
import { readiness } from "./ready";

let test: TestDatabase;
beforeAll(async () => {
	test = await createTestDatabase();
});
afterAll(() => test.drop());
afterEach(() => Object.assign(processState(), { jobs: false, stopping: false }));

it("is ready with every migration, with jobs, until it is asked to stop", async () => {
	const ctx = testContext(test.db, SYSTEM);
	expect(await readiness(ctx, 30_000)).toMatchObject({
		status: "not_ready",
		jobs: "not_started",
		database: "ok",
	});
	processState().jobs = true;
	expect(await readiness(ctx, 30_000)).toEqual({
		status: "ready",
		stopping: false,
		database: "ok",
		migrations: "applied",
		jobs: "started",
		disk: "ok",
	});
	processState().stopping = true;
	expect(await readiness(ctx, 30_000)).toMatchObject({ status: "not_ready", stopping: true });
});

it("is not ready on a database older than this version", async () => {
	processState().jobs = true;
	await test.db.$executeRaw`UPDATE _prisma_migrations SET finished_at = NULL`;
	expect(await readiness(testContext(test.db, SYSTEM), 30_000)).toMatchObject({
		status: "not_ready",
		database: "ok",
		migrations: "pending",
	});
});

it("does not wait for a database that does not respond", async () => {
	processState().jobs = true;
	// The lock is held until it has answered: waiting for it would end the transaction instead.
	const lock = test.db.$transaction(async (tx) => {
		await tx.$executeRaw`LOCK TABLE _prisma_migrations IN ACCESS EXCLUSIVE MODE`;
		return await readiness(testContext(test.db, SYSTEM), 200);
	});
	expect(await lock).toMatchObject({ status: "not_ready", database: "unreachable", migrations: "unknown" });
});

it("answers before probes give up, after two seconds, when the database is frozen", async () => {
	processState().jobs = true;
	const sockets = new Set<{ destroy(): void }>();
	let connected = () => {};
	const reached = new Promise<void>((resolve) => (connected = resolve));
	// Accepts connections and never answers, as a stopped process does.
	const frozen = createServer((socket) => {
		sockets.add(socket);
		connected();
	});
	await new Promise<void>((resolve) => frozen.listen(0, "127.0.0.1", resolve));
	const { port } = frozen.address() as { port: number };
	const db = createClient(`postgresql://x:x@127.0.0.1:${port}/x`, 1);
	try {
		await settlesBefore(1_500, () => readiness(testContext(db, SYSTEM)), reached);
	} finally {
		for (const socket of sockets) socket.destroy();
		await new Promise((resolve) => frozen.close(resolve));
		await db.$disconnect();
	}
});

it("answers as soon when every connection is taken, and asks the database once however often it is probed", async () => {
	processState().jobs = true;
	const db = createClient(test.url, 1);
	let release = () => {};
	const held = new Promise<void>((resolve) => (release = resolve));
	let holds = () => {};
	const holding = new Promise<void>((resolve) => (holds = resolve));
	const taken = db.$transaction(async (tx) => {
		await tx.$queryRaw`SELECT pg_backend_pid()`;
		holds();
		await held;
	});
	await holding;
	const asked = vi.spyOn(db, "$queryRaw");
	try {
		for (let probe = 0; probe < 3; probe++) {
			await settlesBefore(1_500, () => readiness(testContext(db, SYSTEM)));
		}
		release();
		await taken;
		// One query for the three probes, and one more for this one if the first had ended by then.
		expect(await readiness(testContext(db, SYSTEM), 30_000)).toMatchObject({ database: "ok" });
		expect(asked.mock.calls.length).toBeLessThanOrEqual(2);
	} finally {
		release();
		await taken;
		await db.$disconnect();
	}
});

/**
 * Expects "unreachable" within so many milliseconds of a test clock, however fast this machine is.
 * @param reached when the clock starts; at once if not given
 */
async function settlesBefore(
	ms: number,
	work: () => Promise<unknown>,
	reached?: Promise<void>,
): Promise<void> {
	vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
	try {
		const answer = work();
		await reached;
		await vi.advanceTimersByTimeAsync(ms);
		// Work that waits longer never ends: its timer doesn't fire.
		expect(await answer).toMatchObject({ status: "not_ready", database: "unreachable" });
	} finally {
		vi.useRealTimers();
	}
}
