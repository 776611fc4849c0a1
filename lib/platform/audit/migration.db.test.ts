import { randomUUID } from "node:crypto";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { createClient, type Database } from "@/lib/platform/db/client";
import { applyMigrations } from "@/lib/platform/db/migrate";
import { readMigrations } from "@/lib/platform/db/migrations";
import { createScratchDatabase, type ScratchDatabase } from "@/test/db/scratch";
import { testContext } from "@/test/findings/fixtures";
import { databaseSource } from "./database-source";
import { auditProtection } from "./protection";
import { recordAudit } from "./record";
import { verifyChain } from "./verify-chain";

const server = inject("databaseServer");
let scratch: ScratchDatabase;
let admin: pg.Client;
let root: string;
let db: Database | undefined;

beforeEach(async () => {
	scratch = await createScratchDatabase(server, "audit");
	admin = new pg.Client({ connectionString: scratch.url });
	await admin.connect();
	root = await mkdtemp(join(tmpdir(), "afterclick-prisma-"));
	await cp("prisma", join(root, "prisma"), { recursive: true });
});
afterEach(async () => {
	await db?.$disconnect();
	db = undefined;
	await admin.end();
	await scratch.drop();
	await rm(root, { recursive: true, force: true });
});

const record = (on: Database) =>
	on.$transaction((tx) =>
		recordAudit(tx, testContext(on, { kind: "system", name: "Afterclick" }), [
			{ verb: "hunts.run", target: ["run", "run"], after: { n: 1 } },
		]),
	);

describe("the migration to a hash chain", () => {
	it("chains existing rows, with any strings, numbers and gaps", async () => {
		const all = (await readMigrations(root)).migrationDirectories.map(({ path }) => path);
		const chain = all.findIndex((name) => name.endsWith("_audit_chain"));
		expect(chain).toBeGreaterThan(0);
		for (const name of all.slice(chain)) await rm(join(root, "prisma/migrations", name), { recursive: true });
		await applyMigrations(scratch.url, { root });
		const odd = "a\"b\\c/d\u0001\u0007\b\f\n\r\t\u001f\u007f\u0080\u2028\u2029é🔒<&'";
		const json = JSON.stringify({ odd, z: 1.1, a: [1e-9, 12345678901234567890n.toString()], "": null });
		for (const [seq, actorId, name] of [
			[3, "0196f000-0000-7000-8000-000000000001", odd],
			[7, null, "Visitor"],
			[8, null, "Afterclick"],
		] as const) {
			await admin.query(
				`INSERT INTO "AuditEvent" VALUES ($1, '2026-03-01 12:34:56.7+02', $2, $3, 'v', 'k', $3, $4, $5, $6)`,
				[seq, actorId, name, seq === 7 ? odd : null, seq === 8 ? null : json, json],
			);
		}
		await applyMigrations(scratch.url);

		db = createClient(scratch.url, 2);
		expect(await verifyChain(databaseSource(db))).toMatchObject({ outcome: "whole", rows: 3 });
		await record(db);
		expect(await verifyChain(databaseSource(db))).toMatchObject({
			outcome: "whole",
			rows: 4,
			head: { seq: 4 },
		});
		const rows = await db.auditEvent.findMany({ orderBy: { seq: "asc" } });
		expect(rows.map(({ actorKind, actorVerified }) => [actorKind, actorVerified])).toEqual([
			["person", false],
			["visitor", false],
			["system", true],
			["system", true],
		]);
		expect(rows[0]).toMatchObject({ actorName: odd, before: JSON.parse(json) });
		expect(rows[0]?.at.toISOString()).toBe("2026-03-01T10:34:56.700Z");
	});

	it("removes an ordinary owner role's means to change rows, and says what such a role could still do", async ({
		skip,
	}) => {
		const { rows } = await admin.query("SELECT rolsuper FROM pg_roles WHERE rolname = current_user");
		if (!rows[0]?.rolsuper) skip("The server's user may not make roles.");
		const role = `afterclick_owner_${randomUUID().slice(0, 8)}`;
		const url = new URL(scratch.url);
		url.username = role;
		url.password = "owner";
		await admin.query(`CREATE ROLE ${role} LOGIN PASSWORD 'owner'; GRANT ALL ON SCHEMA public TO ${role}`);
		try {
			await applyMigrations(url.href);
			db = createClient(url.href, 2);
			await record(db);
			expect(await auditProtection(db)).toEqual({ triggers: true, revoked: true, role: "owner" });
			const owner = new pg.Client({ connectionString: url.href });
			await owner.connect();
			try {
				for (const statement of [
					`UPDATE "AuditEvent" SET "verb" = 'x'`,
					`DELETE FROM "AuditEvent"`,
					`TRUNCATE "AuditEvent"`,
				]) {
					await expect(owner.query(statement)).rejects.toThrow(/permission denied/);
				}
				// It can give itself the privilege again: then the trigger refuses, until it is removed as well.
				await owner.query(`GRANT DELETE ON "AuditEvent" TO ${role}`);
				await expect(owner.query(`DELETE FROM "AuditEvent"`)).rejects.toThrow(/append-only/);
				expect(await auditProtection(db)).toMatchObject({ triggers: true, revoked: false });

				// As docs/decisions recommends: another role owns the tables, and Afterclick only appends.
				await admin.query(`ALTER TABLE "AuditEvent" OWNER TO CURRENT_USER; ALTER TABLE "AuditHead" OWNER TO CURRENT_USER;
					REVOKE ALL ON "AuditEvent", "AuditHead" FROM ${role};
					GRANT SELECT, INSERT ON "AuditEvent" TO ${role}; GRANT SELECT, UPDATE ON "AuditHead" TO ${role}`);
				await record(db);
				expect(await auditProtection(db)).toEqual({ triggers: true, revoked: true, role: "ordinary" });
				for (const statement of [
					`DELETE FROM "AuditEvent"`,
					`GRANT DELETE ON "AuditEvent" TO ${role}`,
					`ALTER TABLE "AuditEvent" DISABLE TRIGGER ALL`,
					`DROP TABLE "AuditEvent"`,
				]) {
					await owner.query(statement).then(
						// A GRANT of what one does not hold is only warned of.
						async () => expect(await auditProtection(db as Database)).toMatchObject({ revoked: true }),
						(error: Error) => expect(error.message).toMatch(/permission denied|must be owner/),
					);
				}
				expect(await verifyChain(databaseSource(db))).toMatchObject({ outcome: "whole", rows: 2 });
			} finally {
				await owner.end();
			}
		} finally {
			await db?.$disconnect();
			await admin.query(`DROP OWNED BY ${role} CASCADE; DROP ROLE ${role}`);
		}
	});
});
