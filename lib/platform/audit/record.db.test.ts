import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, testContext } from "@/test/findings/fixtures";
import { databaseSource } from "./database-source";
import { type AuditEntry, recordAudit } from "./record";
import { verifyChain } from "./verify-chain";

let test: TestDatabase;
let kim: Actor & { kind: "person" };
let ctx: Context;

beforeAll(async () => {
	test = await createTestDatabase();
	kim = await addPerson(test.db, 'Kim "K" O’Neil \\ 🔒');
	ctx = testContext(test.db, kim);
});
afterAll(() => test.drop());

const entry = (n: number, over: Partial<AuditEntry> = {}): AuditEntry => ({
	verb: "findings.decide",
	target: ["finding", `finding-${n}`],
	before: { status: "new", note: null, nested: { b: 1, a: [1.5, 1e21, -0, "\u2028"] } },
	after: { status: "benign", note: `line\n"${n}"\t\\ \u0000 \ud800 é` },
	...over,
});
const entries = (count: number) => Array.from({ length: count }, (_, n) => entry(n));
const record = (some: readonly AuditEntry[], by = ctx) =>
	test.db.$transaction((tx) => recordAudit(tx, by, some), { timeout: 60_000, maxWait: 60_000 });
const verify = () => verifyChain(databaseSource(test.db));
const numbers = async () =>
	(await test.db.auditEvent.findMany({ select: { seq: true }, orderBy: { seq: "asc" } })).map(({ seq }) =>
		Number(seq),
	);
const counted = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);

describe("recordAudit", () => {
	it("stores the event, in a chain that the database verifies", async () => {
		await record([entry(1), entry(2, { before: null as never })]);
		await record([]);
		const rows = await test.db.auditEvent.findMany({ orderBy: { seq: "asc" } });
		expect(rows).toHaveLength(2);
		expect(rows[0]).toMatchObject({
			seq: 1n,
			format: 2,
			actorKind: "person",
			actorId: kim.id,
			actorName: kim.name,
			actorVerified: false,
			targetId: "finding-1",
			after: { status: "benign", note: 'line\n"1"\t\\ \u0000 \ud800 é' },
		});
		expect(rows[1]?.before).toBeNull();
		expect(rows[1]?.previous).toEqual(rows[0]?.hash);
		expect(await verify()).toMatchObject({ outcome: "whole", rows: 2, head: { seq: 2 } });
	});

	it("keeps names and ids that PostgreSQL can't store, in a form it can", async () => {
		const odd = { ...kim, name: "a\u0000b\ud800c" };
		await record([entry(3, { target: ["finding", "\u0000"] })], testContext(test.db, odd));
		const row = await test.db.auditEvent.findFirstOrThrow({ orderBy: { seq: "desc" } });
		expect(row).toMatchObject({ actorName: "a\ufffdb\ufffdc", targetId: "\ufffd" });
		expect(await verify()).toMatchObject({ outcome: "whole" });
	});

	it("leaves no gap behind a transaction that is rolled back", async () => {
		const before = await numbers();
		await expect(
			test.db.$transaction(async (tx) => {
				await recordAudit(tx, ctx, entries(3));
				throw new Error("changed my mind");
			}),
		).rejects.toThrow("changed my mind");
		await record([entry(4)]);
		expect(await numbers()).toEqual(counted(1, before.length + 1));
		expect(await verify()).toMatchObject({ outcome: "whole" });
	});

	it("keeps one chain when many record at once, some of them rolling back", async () => {
		const before = (await numbers()).length;
		const outcomes = await Promise.allSettled(
			counted(1, 60).map((n) =>
				test.db.$transaction(
					async (tx) => {
						await recordAudit(tx, ctx, entries((n % 4) + 1));
						if (n % 5 === 0) throw new Error("rolled back");
					},
					{ timeout: 60_000, maxWait: 60_000 },
				),
			),
		);
		expect(outcomes.filter(({ status }) => status === "rejected")).toHaveLength(12);
		const kept = counted(1, 60)
			.filter((n) => n % 5 !== 0)
			.reduce((sum, n) => sum + (n % 4) + 1, 0);
		expect(await numbers()).toEqual(counted(1, before + kept));
		expect(await verify()).toMatchObject({ outcome: "whole", rows: before + kept });
	});

	it("stores ten thousand rows at once, in order", async () => {
		const before = (await numbers()).length;
		await record(entries(10_000));
		const rows = await test.db.auditEvent.findMany({
			where: { seq: { gt: before } },
			orderBy: { seq: "asc" },
			select: { targetId: true },
		});
		expect(rows.map(({ targetId }) => targetId)).toEqual(counted(0, 9_999).map((n) => `finding-${n}`));
		expect(await verify()).toMatchObject({ outcome: "whole", rows: before + 10_000 });
	});
});

describe("the database", () => {
	it.each([
		`UPDATE "AuditEvent" SET "actorName" = 'Somebody'`,
		`UPDATE "AuditEvent" SET "actorName" = 'Somebody' WHERE FALSE`,
		`DELETE FROM "AuditEvent" WHERE "seq" = 1`,
		`TRUNCATE "AuditEvent"`,
		`DELETE FROM "AuditHead"`,
		`TRUNCATE "AuditHead"`,
		`UPDATE "AuditHead" SET "seq" = 1, "hash" = (SELECT "hash" FROM "AuditEvent" WHERE "seq" = 1)`,
		`UPDATE "AuditHead" SET "seq" = "seq" + 1`,
		`INSERT INTO "AuditHead" SELECT 2, "seq", "hash" FROM "AuditHead"`,
		`SET session_replication_role = replica; DELETE FROM "AuditEvent"`,
	])("refuses %s", async (statement) => {
		const before = await numbers();
		const client = new pg.Client({ connectionString: test.url });
		await client.connect();
		try {
			await expect(client.query(statement)).rejects.toThrow(
				/append-only|moves forward|AuditHead_one_row|permission denied/,
			);
		} finally {
			await client.end();
		}
		expect(await numbers()).toEqual(before);
	});
});
