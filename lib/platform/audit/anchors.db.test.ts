import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { verifyAudit } from "@/lib/insights/audit/verify";
import { createWebhook } from "@/lib/outbound/webhooks/create";
import { publishHead } from "@/lib/outbound/webhooks/publish-head";
import { reloadConfig } from "@/lib/platform/config/config";
import { SYSTEM } from "@/lib/platform/context/actor";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { testContext } from "@/test/findings/fixtures";
import { noteAnchor, readAnchors } from "./anchors";
import { GENESIS } from "./chain";
import { recordAudit } from "./record";

let test: TestDatabase;
let directory: string;
let file: string;
beforeEach(async () => {
	test = await createTestDatabase();
	directory = mkdtempSync(join(tmpdir(), "afterclick-anchors-"));
	file = join(directory, "kept/audit-anchors.jsonl");
	vi.stubEnv("AUDIT_ANCHOR_FILE", file);
	reloadConfig();
});
afterEach(async () => {
	vi.unstubAllEnvs();
	reloadConfig();
	await test.drop();
	rmSync(directory, { recursive: true });
});

const ctx = () => testContext(test.db, SYSTEM);
const record = (n: number) =>
	test.db.$transaction((tx) =>
		recordAudit(tx, ctx(), [{ verb: "hunts.run", target: ["run", `r${n}`], after: { n } }]),
	);
const note = () => noteAnchor(test.db, file, new Date());

/** Takes the last row and the head back, as an owner of the tables can. */
async function rollBack(): Promise<void> {
	const client = new pg.Client({ connectionString: test.url });
	await client.connect();
	await client.query(`GRANT ALL ON "AuditEvent", "AuditHead" TO CURRENT_USER;
		ALTER TABLE "AuditEvent" DISABLE TRIGGER ALL; ALTER TABLE "AuditHead" DISABLE TRIGGER ALL;
		DELETE FROM "AuditEvent" WHERE "seq" = (SELECT max("seq") FROM "AuditEvent");
		UPDATE "AuditHead" SET "seq" = coalesce((SELECT max("seq") FROM "AuditEvent"), 0), "hash" =
			coalesce((SELECT "hash" FROM "AuditEvent" ORDER BY "seq" DESC LIMIT 1), decode('${GENESIS}', 'hex'))`);
	await client.end();
}

describe("the file of anchors", () => {
	it("notes each head once, appended, readable by its owner only", async () => {
		expect(await note()).toBeNull();
		await record(1);
		expect(await note()).toMatchObject({ seq: 1 });
		expect(await note()).toBeNull();
		await record(2);
		expect(await note()).toMatchObject({ seq: 2 });
		expect((await readAnchors(file)).map(({ seq }) => seq)).toEqual([1, 2]);
		expect(statSync(file).mode & 0o777).toBe(0o600);
		expect(await verifyAudit(ctx())).toMatchObject({ outcome: "whole", anchored: 2 });
	});

	it("reveals a database that was rolled back or rewritten, though its chain is intact", async () => {
		await record(1);
		await record(2);
		await note();
		await rollBack();
		await record(3);
		expect(await verifyAudit(ctx())).toMatchObject({
			outcome: "broken",
			broken: { kind: "changed", seq: 2, reason: expect.stringContaining("another hash than was noted") },
		});
		const [noted] = await readAnchors(file);
		const when = `${noted?.at.slice(0, 10)} at ${noted?.at.slice(11, 19)} UTC`;
		expect(await verifyAudit(ctx())).toMatchObject({ broken: { reason: expect.stringContaining(when) } });
		writeFileSync(file, "");
		expect(await verifyAudit(ctx())).toMatchObject({ outcome: "whole" });
	});

	it("reveals an emptied database", async () => {
		await record(1);
		await note();
		await rollBack();
		expect(await verifyAudit(ctx())).toMatchObject({
			outcome: "broken",
			broken: {
				kind: "deleted",
				seq: 1,
				reason: expect.stringMatching(
					/, noted on \d{4}-\d\d-\d\d at [\d:]{8} UTC for row 1: .* rows were removed/,
				),
			},
		});
	});

	it("copes with a line that was cut off, and rejects one that is not a head", async () => {
		await record(1);
		await note();
		appendFileSync(file, '{"at":"2026-');
		expect(await readAnchors(file)).toHaveLength(1);
		writeFileSync(file, `${readFileSync(file, "utf8")}\nhello\n`);
		await expect(readAnchors(file)).rejects.toMatchObject({ code: "invalid_input" });
	});
});

it("the head is sent once to the webhooks that subscribe to it", async () => {
	vi.stubEnv("WEBHOOK_ALLOWED_HOSTS", "receiver.example");
	reloadConfig();
	await createWebhook(ctx(), {
		name: "Keeper",
		url: "https://receiver.example/",
		shape: "json",
		events: ["audit.anchored"],
	});
	expect(await publishHead(ctx())).toBe(1);
	expect(await publishHead(ctx())).toBe(0);
	await record(1);
	expect(await publishHead(ctx())).toBe(1);
	const events = await test.db.webhookEvent.findMany({ orderBy: { id: "asc" } });
	expect(events.map(({ data }) => (data as { audit: { seq: number } }).audit.seq)).toEqual([1, 2]);
});
