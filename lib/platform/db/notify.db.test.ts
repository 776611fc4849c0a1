import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { until } from "@/test/until";
import { holdLock } from "./lock";
import { notify, subscribe } from "./notify";

let test: TestDatabase;
beforeAll(async () => {
	test = await createTestDatabase();
});
afterAll(() => test.drop());

async function endSessions(application: string): Promise<void> {
	const client = new pg.Client({ connectionString: test.url });
	await client.connect();
	await client.query(
		"select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1 and datname = current_database()",
		[application],
	);
	await client.end();
}

describe("notifications", () => {
	it("arrive when the transaction commits and not when it rolls back", async () => {
		const heard: string[] = [];
		let listening = false;
		const stop = subscribe("demo", (payload) => heard.push(payload), {
			onListening: () => {
				listening = true;
			},
		});
		await until(() => listening, "the subscriber listens");
		await test.db.$transaction(async (tx) => {
			await notify(tx, "demo", "first");
			await notify(tx, "other", "not for us");
			// What another transaction sends after it is heard: the first would have come before.
			await notify(test.db, "demo", "fence");
			await until(() => heard.includes("fence"), "the fence is heard");
			expect(heard).toEqual(["fence"]);
		});
		await test.db
			.$transaction(async (tx) => {
				await notify(tx, "demo", "rolled back");
				throw new Error("no");
			})
			.catch(() => undefined);
		await notify(test.db, "demo", "last");
		await until(() => heard.includes("last"), "the last notification is heard");
		expect(heard).toEqual(["fence", "first", "last"]);
		stop();
	});

	it("are received again after the connection is lost, and subscribers are notified", async () => {
		const heard: string[] = [];
		let begun = 0;
		const stop = subscribe("demo", (payload) => heard.push(payload), {
			onListening: () => {
				begun += 1;
			},
		});
		await until(() => begun === 1, "the subscriber listens");
		await endSessions("afterclick listen");
		await until(() => begun === 2, "the subscriber listens again");
		await notify(test.db, "demo", "after");
		await until(() => heard.includes("after"), "the notification is heard");
		stop();
	});

	it("reject a payload that is too large for PostgreSQL", async () => {
		await expect(notify(test.db, "demo", "x".repeat(8000))).rejects.toMatchObject({ code: "too_large" });
	});
});

describe("holdLock", () => {
	it("is held by one session at a time", async () => {
		const first = await holdLock("one");
		expect(first).toBeDefined();
		expect(await holdLock("one")).toBeUndefined();
		const other = await holdLock("two");
		expect(other).toBeDefined();
		await first?.release();
		const again = await holdLock("one");
		expect(again).toBeDefined();
		await Promise.all([again?.release(), other?.release()]);
	});

	it("notifies its holder when the connection is lost", async () => {
		const lock = await holdLock("lost");
		await endSessions("afterclick lock");
		await until(() => lock?.lost.aborted === true, "the lock is lost");
		const again = await holdLock("lost");
		expect(again).toBeDefined();
		await again?.release();
		await lock?.release();
	});
});

describe("the client", () => {
	it("works in UTC whatever the server's time zone", async () => {
		const [row] = await test.db.$queryRaw<{ zone: string }[]>`select current_setting('TimeZone') as zone`;
		expect(row?.zone).toBe("UTC");
	});
});
