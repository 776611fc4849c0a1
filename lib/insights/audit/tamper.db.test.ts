import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { closingLine } from "@/lib/platform/audit/chain";
import { databaseSource } from "@/lib/platform/audit/database-source";
import { auditProtection } from "@/lib/platform/audit/protection";
import { recordAudit } from "@/lib/platform/audit/record";
import { type VerifyOptions, verifyChain } from "@/lib/platform/audit/verify-chain";
import type { Context } from "@/lib/platform/context/context";
import { verifyExport } from "@/test/audit/fixtures";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, testContext } from "@/test/findings/fixtures";
import { exportAudit } from "./export";

/** What a role outside Afterclick's own rules can do: a superuser, or an owner that grants itself everything. */

const ROWS = 30;
const NAMES = `"format", "seq", "at", "actorKind", "actorId", "actorName", "actorVerified", "verb", "targetKind",
	"targetId", "requestId", "before", "after", "previous", "hash"`;
/** A row like another, with another name and number and a hash of no row. */
const forgedRow = (seq: number, like: number) =>
	`INSERT INTO "AuditEvent" (${NAMES}) SELECT 1, ${seq}, "at", "actorKind", "actorId", 'Forged', "actorVerified",
		"verb", "targetKind", "targetId", "requestId", "before", "after", "previous", sha256('x')
	FROM "AuditEvent" WHERE "seq" = ${like}`;

let test: TestDatabase;
let client: pg.Client;
let ctx: Context;

beforeAll(async () => {
	test = await createTestDatabase();
	ctx = testContext(test.db, await addPerson(test.db, "Kim"));
	await test.db.$transaction((tx) =>
		recordAudit(
			tx,
			ctx,
			Array.from({ length: ROWS }, (_, n) => ({
				verb: "findings.decide",
				target: ["finding", `finding-${n}`],
				before: { status: "new" },
				after: { status: "benign", note: `number ${n}` },
			})),
		),
	);
	client = new pg.Client({ connectionString: test.url });
	await client.connect();
	await client.query(`CREATE TABLE kept AS TABLE "AuditEvent"; CREATE TABLE kept_head AS TABLE "AuditHead"`);
});
afterAll(async () => {
	await client.end();
	await test.drop();
});

beforeEach(async () => {
	await client.query(`GRANT ALL ON "AuditEvent", "AuditHead" TO CURRENT_USER`);
	await client.query(`ALTER TABLE "AuditEvent" DISABLE TRIGGER audit_append_only;
		ALTER TABLE "AuditHead" DISABLE TRIGGER audit_append_only;
		ALTER TABLE "AuditHead" DISABLE TRIGGER audit_head_advances`);
});
afterEach(async () => {
	await client.query(`DELETE FROM "AuditEvent"; INSERT INTO "AuditEvent" SELECT * FROM kept;
		DELETE FROM "AuditHead"; INSERT INTO "AuditHead" SELECT * FROM kept_head`);
	expect(await database()).toMatchObject({ outcome: "whole", rows: ROWS });
});

const database = (options: VerifyOptions = {}) => verifyChain(databaseSource(test.db), options);

async function exported(): Promise<string> {
	let text = "";
	for await (const chunk of (await exportAudit(ctx, {})).chunks) text += chunk;
	return text;
}

/** Does it, and expects the database and an export of it to be found broken. */
async function expectBroken(statements: readonly string[], broken: object): Promise<void> {
	for (const statement of statements) await client.query(statement);
	expect(await database()).toMatchObject({ outcome: "broken", broken });
	expect(await verifyExport(Buffer.from(await exported()))).toMatchObject({ outcome: "broken", broken });
}

describe("a superuser's changes to the audit are found and named, in the database and in an export", () => {
	it.each([
		`"actorName" = 'Somebody'`,
		`"actorKind" = 'system'`,
		`"actorId" = NULL`,
		`"actorVerified" = TRUE`,
		`"at" = "at" + interval '1 millisecond'`,
		`"verb" = 'findings.undo'`,
		`"targetKind" = 'run'`,
		`"targetId" = 'finding-8'`,
		`"requestId" = ''`,
		`"before" = NULL`,
		`"after" = '{"status": "triaged"}'`,
		`"after" = ("after"::text || ' ')::json`,
		`"hash" = sha256('x')`,
		`"previous" = sha256('x')`,
	])("a row changed by %s", async (change) => {
		await expectBroken([`UPDATE "AuditEvent" SET ${change} WHERE "seq" = 7`], { kind: "changed", seq: 7 });
	});

	it("rows deleted", async () => {
		await expectBroken([`DELETE FROM "AuditEvent" WHERE "seq" IN (5, 6)`], {
			kind: "deleted",
			seq: 5,
			reason: "Rows 5 to 6 are missing: row 7 follows row 4.",
		});
	});

	it("a row deleted and the rest renumbered", async () => {
		await expectBroken(
			[
				`DELETE FROM "AuditEvent" WHERE "seq" = 5`,
				`UPDATE "AuditEvent" SET "seq" = -"seq" WHERE "seq" > 5`,
				`UPDATE "AuditEvent" SET "seq" = -"seq" - 1 WHERE "seq" < 0`,
				`UPDATE "AuditHead" SET "seq" = "seq" - 1`,
			],
			{ kind: "deleted", seq: 5 },
		);
	});

	it("the last rows deleted", async () => {
		await expectBroken([`DELETE FROM "AuditEvent" WHERE "seq" > ${ROWS - 2}`], {
			kind: "deleted",
			seq: ROWS - 1,
			reason: `Rows ${ROWS - 1} to ${ROWS} are missing at the end.`,
		});
	});

	it("a row inserted and the rest renumbered", async () => {
		await expectBroken(
			[
				`UPDATE "AuditEvent" SET "seq" = -"seq" WHERE "seq" >= 9`,
				`UPDATE "AuditEvent" SET "seq" = -"seq" + 1 WHERE "seq" < 0`,
				forgedRow(9, 10),
				`UPDATE "AuditHead" SET "seq" = "seq" + 1`,
			],
			{ kind: "inserted", seq: 9 },
		);
	});

	it("a row inserted with the same number as another", async () => {
		await client.query(`ALTER TABLE "AuditEvent" DROP CONSTRAINT "AuditEvent_pkey"`);
		try {
			await client.query(forgedRow(9, 9));
			expect(await database()).toMatchObject({ broken: { kind: "inserted" } });
		} finally {
			await client.query(`DELETE FROM "AuditEvent" WHERE "actorName" = 'Forged'`);
			await client.query(`ALTER TABLE "AuditEvent" ADD PRIMARY KEY ("seq")`);
		}
	});

	it("a row added after the end", async () => {
		await client.query(forgedRow(ROWS + 1, ROWS));
		expect(await database()).toMatchObject({ outcome: "broken", broken: { seq: ROWS + 1 } });
	});

	it("two rows swapped", async () => {
		await expectBroken(
			[
				`UPDATE "AuditEvent" SET "seq" = -"seq" WHERE "seq" IN (11, 13)`,
				`UPDATE "AuditEvent" SET "seq" = CASE "seq" WHEN -11 THEN 13 ELSE 11 END WHERE "seq" < 0`,
			],
			{ kind: "reordered", seq: 11 },
		);
	});

	it("the head row removed, which also stops all recording", async () => {
		await client.query(`DELETE FROM "AuditHead"`);
		expect(await database()).toMatchObject({
			broken: { kind: "deleted", reason: expect.stringContaining("head record is missing") },
		});
		await expect(exported()).rejects.toMatchObject({ code: "unavailable" });
		await expect(
			test.db.$transaction((tx) =>
				recordAudit(tx, ctx, [{ verb: "people.create", target: ["person", "x"] }]),
			),
		).rejects.toMatchObject({ code: "unavailable" });
	});

	it("the end cut off and the head row moved back: found only by a head noted elsewhere", async () => {
		const before = await exported();
		const verdict = await database();
		const noted = verdict.head;
		await client.query(`DELETE FROM "AuditEvent" WHERE "seq" > ${ROWS - 2}`);
		await client.query(`UPDATE "AuditHead" SET ("seq", "hash") =
			(SELECT "seq", "hash" FROM "AuditEvent" ORDER BY "seq" DESC LIMIT 1)`);
		const end = await database();
		expect(end).toMatchObject({ outcome: "whole", rows: ROWS - 2 });
		const broken = { kind: "deleted", seq: ROWS - 1 };
		expect(await database({ expect: [{ hash: noted.hash }] })).toMatchObject({ outcome: "broken", broken });
		const cut = `${before.split("\n", ROWS - 2).join("\n")}\n${closingLine(end.head, ROWS - 2)}\n`;
		expect(await exported()).toBe(cut);
		expect(await verifyExport(Buffer.from(cut), { expect: [noted] })).toMatchObject({
			outcome: "broken",
			broken,
		});
		expect(await verifyExport(Buffer.from(before), { expect: [noted] })).toMatchObject({ outcome: "whole" });
	});

	it("is visible beforehand in the list of protections", async () => {
		expect(await auditProtection(test.db)).toMatchObject({ triggers: false, revoked: false });
	});
});
