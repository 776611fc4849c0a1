import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FORMAT, GENESIS, hashOf, rowText } from "@/lib/platform/audit/chain";
import { databaseSource } from "@/lib/platform/audit/database-source";
import { recordAudit } from "@/lib/platform/audit/record";
import { verifyChain } from "@/lib/platform/audit/verify-chain";
import { verifyExport } from "@/test/audit/fixtures";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, testContext } from "@/test/findings/fixtures";
import { exportAudit } from "./export";

let test: TestDatabase;
let client: pg.Client;
beforeEach(async () => {
	test = await createTestDatabase();
	client = new pg.Client({ connectionString: test.url });
	await client.connect();
	await client.query(`GRANT ALL ON "AuditEvent", "AuditHead" TO CURRENT_USER`);
	await client.query(`ALTER TABLE "AuditEvent" DISABLE TRIGGER audit_append_only;
		ALTER TABLE "AuditHead" DISABLE TRIGGER audit_append_only;
		ALTER TABLE "AuditHead" DISABLE TRIGGER audit_head_advances`);
});
afterEach(async () => {
	await client.end();
	await test.drop();
});

const verdict = () => verifyChain(databaseSource(test.db));

async function record(count: number): Promise<void> {
	const ctx = testContext(test.db, await addPerson(test.db, "Kim"));
	const entries = Array.from({ length: count }, (_, n) => ({
		verb: "findings.decide" as const,
		target: ["finding", `finding-${n}`] as const,
		after: { note: `number ${n}` },
	}));
	await test.db.$transaction((tx) => recordAudit(tx, ctx, entries));
}

/** A row as the release before wrote it: form 1, with milliseconds. */
async function recordOld(): Promise<void> {
	const fields = {
		format: 1,
		seq: 1,
		at: "2026-03-01T12:00:00.123Z",
		actorKind: "system",
		actorId: null,
		actorName: "Afterclick",
		actorVerified: true,
		verb: "hunts.run",
		targetKind: "run",
		targetId: "r",
		requestId: null,
		before: null,
		after: '{"n":1}',
		previous: GENESIS,
	};
	const hash = hashOf(rowText(fields));
	await client.query(
		`INSERT INTO "AuditEvent" ("format", "seq", "at", "actorKind", "actorName", "actorVerified", "verb", "targetKind",
			"targetId", "after", "previous", "hash")
		VALUES (1, 1, $1, 'system', 'Afterclick', TRUE, 'hunts.run', 'run', 'r', '{"n":1}', decode($2, 'hex'), decode($3, 'hex'))`,
		[fields.at, GENESIS, hash],
	);
	await client.query(`UPDATE "AuditHead" SET "seq" = 1, "hash" = decode($1, 'hex')`, [hash]);
}

describe("the form of a row", () => {
	it("is part of the hash: a row of the earlier form still verifies, and is exported unchanged", async () => {
		await recordOld();
		await record(2);
		expect(await verdict()).toMatchObject({ outcome: "whole", rows: 3 });
		let text = "";
		for await (const chunk of (await exportAudit(testContext(test.db, { kind: "system", name: "A" }), {}))
			.chunks) {
			text += chunk;
		}
		expect(text).toMatch(/^\{"format":1,"seq":1,"at":"2026-03-01T12:00:00\.123Z"/);
		expect(text).toMatch(/\n\{"format":2,"seq":2,"at":"[^"]*\.\d{3}000Z"/);
		expect(await verifyExport(Buffer.from(text))).toMatchObject({ outcome: "whole", rows: 3 });
	});

	it.each([
		["an old row", 1, FORMAT],
		["a new row", 2, 1],
		["a new row, to one of no form", 2, 9],
	])("is found changed on %s", async (_, seq, format) => {
		await recordOld();
		await record(2);
		await client.query(`UPDATE "AuditEvent" SET "format" = $1 WHERE "seq" = $2`, [format, seq]);
		expect(await verdict()).toMatchObject({ outcome: "broken", broken: { kind: "changed", seq } });
	});

	it.each([1, 2])("has the whole time: a change below a millisecond is found in row %i", async (seq) => {
		await recordOld();
		await record(1);
		await client.query(`ALTER TABLE "AuditEvent" ALTER COLUMN "at" TYPE timestamptz(6)`);
		expect(await verdict()).toMatchObject({ outcome: "whole" });
		await client.query(`UPDATE "AuditEvent" SET "at" = "at" + interval '1 microsecond' WHERE "seq" = $1`, [
			seq,
		]);
		expect(await verdict()).toMatchObject({ outcome: "broken", broken: { kind: "changed", seq } });
	});
});

describe("an empty chain", () => {
	it("is intact in a new database", async () => {
		expect(await verdict()).toMatchObject({ outcome: "whole", rows: 0 });
	});

	it("is not intact where data exists that is never written without an audit row", async () => {
		await test.db.decision.create({
			data: {
				at: new Date(),
				verdict: "benign",
				actorId: "kim",
				actorName: "Kim",
				actorVerified: true,
				count: 1,
			},
		});
		await client.query(
			`DELETE FROM "AuditEvent"; UPDATE "AuditHead" SET "seq" = 0, "hash" = decode('${GENESIS}', 'hex')`,
		);
		expect(await verdict()).toMatchObject({
			outcome: "broken",
			broken: { kind: "deleted", seq: 1, reason: expect.stringContaining("Decision") },
		});
	});
});
