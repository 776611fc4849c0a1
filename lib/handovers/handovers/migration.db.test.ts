import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { expect, inject, it } from "vitest";
import { applyMigrations } from "@/lib/platform/db/migrate";
import { readMigrations } from "@/lib/platform/db/migrations";
import { createScratchDatabase } from "@/test/db/scratch";

const KIM = "00000000-0000-7000-8000-0000000000a1";
const LEE = "00000000-0000-7000-8000-0000000000a2";
const ANN = "00000000-0000-7000-8000-0000000000a3";
const NARROW = "00000000-0000-7000-8000-0000000000a4";
const FIRST = "00000000-0000-7000-8000-0000000000b1";
const SECOND = "00000000-0000-7000-8000-0000000000b2";
const DRAFT = "00000000-0000-7000-8000-0000000000b3";

it("open drafts get their carried-over texts back, and the last signed handover its receivers", async () => {
	const scratch = await createScratchDatabase(inject("databaseServer"), "handovers");
	const root = await mkdtemp(join(tmpdir(), "afterclick-prisma-"));
	const client = new pg.Client({ connectionString: scratch.url });
	try {
		await cp("prisma", join(root, "prisma"), { recursive: true });
		const all = (await readMigrations(root)).migrationDirectories.map(({ path }) => path);
		const from = all.findIndex((name) => name.endsWith("_handover_receivers_and_carried_notes"));
		expect(from).toBeGreaterThan(0);
		for (const name of all.slice(from)) await rm(join(root, "prisma/migrations", name), { recursive: true });
		await applyMigrations(scratch.url, { root });
		await client.connect();
		for (const [id, name, role, workspaces] of [
			[KIM, "Kim", "lead", "{}"],
			[LEE, "Lee", "admin", "{}"],
			[ANN, "Ann", "analyst", "{}"],
			[NARROW, "Narrow", "lead", "{one}"],
		]) {
			await client.query(
				`INSERT INTO "Person" ("id", "name", "role", "workspaces") VALUES ($1, $2, $3::text::"Role", $4)`,
				[id, name, role, workspaces],
			);
		}
		const text = JSON.stringify({ items: [{ item: "case:a" }, { item: "case:b" }] });
		for (const [id, previous, status] of [
			[FIRST, null, "signed"],
			[SECOND, FIRST, "signed"],
			[DRAFT, SECOND, "draft"],
		]) {
			await client.query(
				`INSERT INTO "Handover" ("id", "shift", "windowFrom", "windowTo", "timeZone", "outgoingId", "outgoingName",
					"createdAt", "previousId", "status", "signedAt", "snapshot", "snapshotHash")
				VALUES ($1, '', now(), now(), 'UTC', $2, 'Kim', now(), $3, $4::text::"HandoverStatus",
					CASE WHEN $4::text = 'signed' THEN now() END, CASE WHEN $4::text = 'signed' THEN $5::json END,
					CASE WHEN $4::text = 'signed' THEN sha256(convert_to($5::text, 'UTF8')) END)`,
				[id, KIM, previous, status, text],
			);
		}
		for (const [handover, item, stability, note, contingency] of [
			[SECOND, "case:a", "unstable", "Ask IT.", "If, then"],
			[SECOND, "case:b", "unstable", "", "If, then"],
			[SECOND, "case:gone", "unstable", "", "If, then"],
			[DRAFT, "case:b", "stable", "", ""],
		]) {
			await client.query(
				`INSERT INTO "HandoverNote" ("handoverId", "item", "stability", "note", "contingency")
				VALUES ($1, $2, $3::text::"Stability", $4, $5)`,
				[handover, item, stability, note, contingency],
			);
		}

		await applyMigrations(scratch.url);

		const { rows: notes } = await client.query(
			`SELECT "item", "stability", "note", "contingency", "saidIn" FROM "HandoverNote"
			WHERE "handoverId" = $1 ORDER BY "item"`,
			[DRAFT],
		);
		expect(notes).toEqual([
			{ item: "case:a", stability: "unstable", note: "Ask IT.", contingency: "If, then", saidIn: 2 },
			{ item: "case:b", stability: "stable", note: "", contingency: "", saidIn: null },
		]);
		const { rows: receivers } = await client.query(
			`SELECT "handoverId", "personName" FROM "HandoverReceiver"`,
		);
		expect(receivers).toEqual([{ handoverId: SECOND, personName: "Lee" }]);
	} finally {
		await client.end();
		await scratch.drop();
		await rm(root, { recursive: true, force: true });
	}
});
