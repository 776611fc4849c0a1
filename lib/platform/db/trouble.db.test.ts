import { createWriteStream, existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { until } from "@/test/until";
import { createClient } from "./client";
import { databaseTrouble } from "./trouble";

let test: TestDatabase;
beforeAll(async () => {
	test = await createTestDatabase();
});
afterAll(() => test.drop());

const caught = (work: Promise<unknown>) =>
	work.then(
		() => undefined,
		(error: unknown) => error,
	);

describe("databaseTrouble", () => {
	it("recognises a pool that gave no connection in time, and a transaction that timed out", async () => {
		const db = createClient(test.url, 1);
		try {
			let release = () => {};
			const released = new Promise<void>((resolve) => {
				release = resolve;
			});
			let holding = false;
			const held = db.$transaction(
				async (tx) => {
					await tx.$queryRaw`SELECT 1`;
					holding = true;
					await released;
				},
				{ timeout: 60_000 },
			);
			await until(() => holding, "the only connection is held");
			const none = await caught(db.$transaction(async (tx) => tx.finding.count(), { maxWait: 100 }));
			expect(databaseTrouble(none)).toMatchObject({ code: "unavailable", details: { retryAfterSeconds: 2 } });
			release();
			await held;
			const late = await caught(
				db.$transaction(
					async (tx) => {
						await tx.$queryRaw`SELECT 1 FROM pg_sleep(0.5)`;
						await tx.finding.count();
					},
					{ timeout: 100 },
				),
			);
			expect(databaseTrouble(late)).toMatchObject({ code: "unavailable" });
		} finally {
			await db.$disconnect();
		}
	});

	it("recognises a server that can't be reached, and a connection that is cut", async () => {
		const away = createClient("postgresql://nobody:secret@127.0.0.1:9/none", 1);
		const refused = await caught(away.finding.count());
		expect(databaseTrouble(refused)).toMatchObject({ code: "unavailable" });
		await away.$disconnect();

		const db = createClient(test.url, 1);
		const cut = await caught(db.$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())`);
		expect(databaseTrouble(cut)).toMatchObject({ code: "unavailable" });
		await db.$disconnect();
	});

	it.skipIf(!existsSync("/dev/full"))("knows a disk that is full, whatever this process wrote", async () => {
		const full = { code: "unavailable", message: "The disk is full. Nothing was saved." };
		expect(databaseTrouble(await caught(writeFile("/dev/full", "x")))).toMatchObject(full);
		const piped = pipeline(Readable.from(["x"]), createWriteStream("/dev/full"));
		expect(databaseTrouble(await caught(piped))).toMatchObject(full);
		const quota = Object.assign(new Error("EDQUOT: write"), { code: "EDQUOT" });
		expect(databaseTrouble(new Error("broke off", { cause: quota }))).toMatchObject(full);
		// As DuckDB says it: without a code.
		const words = 'IO Error: Could not write file "/data/part.parquet": No space left on device';
		expect(databaseTrouble(new Error(words))).toMatchObject(full);
	});

	it("leaves our own errors unchanged", async () => {
		const fault = await caught(test.db.$queryRaw`SELECT nonsense`);
		expect(fault).toBeInstanceOf(Error);
		expect(databaseTrouble(fault)).toBeUndefined();
		const twice = { data: { id: "local", kind: "local" as const, name: "x" } };
		await test.db.workspace.create(twice);
		expect(databaseTrouble(await caught(test.db.workspace.create(twice)))).toBeUndefined();
		const early = { createdAt: { gte: new Date("0000-12-02T00:00:00Z") } };
		const outOfRange = await caught(test.db.huntRun.count({ where: early }));
		expect(outOfRange).toBeInstanceOf(Error);
		expect(databaseTrouble(outOfRange)).toBeUndefined();
		expect(databaseTrouble("text")).toBeUndefined();
	});
});
