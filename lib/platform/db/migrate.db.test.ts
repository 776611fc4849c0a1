import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { pendingDifference } from "@/test/db/difference";
import { createScratchDatabase, type ScratchDatabase } from "@/test/db/scratch";
import { applyMigrations } from "./migrate";
import { readMigrations, writeMigration } from "./migrations";

const server = inject("databaseServer");

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		return (await client.query(text)).rows;
	} finally {
		await client.end();
	}
}

describe("migrations", () => {
	let url: string;
	let scratch: ScratchDatabase;
	let root: string;

	beforeEach(async () => {
		scratch = await createScratchDatabase(server, "migrate");
		url = scratch.url;
		root = await mkdtemp(join(tmpdir(), "afterclick-prisma-"));
		await cp("prisma", join(root, "prisma"), { recursive: true });
	});

	afterEach(async () => {
		await scratch.drop();
		await rm(root, { recursive: true, force: true });
	});

	it("match schema.prisma", async () => {
		expect(await pendingDifference(server)).toBe("");
	});

	it("are compared with a newer schema, and the next migration is written", async () => {
		const schema = join(root, "prisma/schema.prisma");
		await writeFile(schema, `${await readFile(schema, "utf8")}\nmodel Extra {\n  id Int @id\n}\n`);
		const sql = await pendingDifference(server, root);
		expect(sql).toContain('CREATE TABLE "Extra"');
		await writeMigration("add_extra", sql, root);
		expect(await pendingDifference(server, root)).toBe("");
		expect(await applyMigrations(url, { root })).toContain(
			(await readMigrations(root)).migrationDirectories.at(-1)?.path,
		);
	});

	it("are applied once when replicas start together", async () => {
		const names = (await readMigrations(root)).migrationDirectories.map((migration) => migration.path);
		const applied = await Promise.all([1, 2, 3].map(() => applyMigrations(url, { root })));
		expect(applied.flat()).toEqual(names);
		const rows = await query(url, "select migration_name from _prisma_migrations order by started_at");
		expect(rows.map((row) => row.migration_name)).toEqual(names);
	});

	it("leave nothing of one that fails, and continue after it is corrected", async () => {
		const file = await writeMigration(
			"broken",
			`create table "Half" (id int); -- a comment; with a semicolon\ninsert into "Half" values (';');`,
			root,
		);
		await expect(applyMigrations(url, { root })).rejects.toMatchObject({
			code: "unavailable",
			message: expect.stringContaining("invalid input syntax for type integer"),
		});
		expect(await query(url, `select to_regclass('"Half"') as half`)).toEqual([{ half: null }]);
		await writeFile(
			file,
			`create table "Half" (id text); -- a comment; with a semicolon\ninsert into "Half" values (';');`,
		);
		const applied = await applyMigrations(url, { root });
		expect(applied.at(-1)).toMatch(/_broken$/);
		expect(await query(url, 'select id from "Half"')).toEqual([{ id: ";" }]);
	});

	it("are refused for a database that a newer version migrated", async () => {
		const file = await writeMigration("tomorrow", "create table tomorrow (id int);", root);
		await applyMigrations(url, { root });
		await rm(join(file, ".."), { recursive: true });
		await expect(applyMigrations(url, { root })).rejects.toMatchObject({
			code: "unavailable",
			message: expect.stringContaining("ahead of this version"),
		});
	});

	it("say which server cannot be reached", async () => {
		await expect(applyMigrations("postgresql://u:secret@127.0.0.1:1/nowhere")).rejects.toMatchObject({
			code: "unavailable",
			message: expect.stringMatching(/127\.0\.0\.1:1, database nowhere, cannot be reached: (?!.*secret)/),
		});
	});
});
