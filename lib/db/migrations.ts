/** `prisma/schema.prisma` and `prisma/migrations` as files, and the difference between the two. */
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { MigrationList } from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";
import { applyMigrations } from "@/lib/db/migrate";
import { noFilters, withSchemaEngine } from "@/lib/db/schema-engine";
import { AppError } from "@/lib/errors";

export const schemaPath = "prisma/schema.prisma";
const migrationsPath = "prisma/migrations";
const lockFile = { path: "migration_lock.toml", content: 'provider = "postgresql"\n' };

export async function readSchema(root = "."): Promise<string> {
	return await readFile(resolve(root, schemaPath), "utf8");
}

/** The migrations in the order they apply (their names start with a time), in the engine's own shape. */
export async function readMigrations(root = "."): Promise<MigrationList> {
	const baseDir = resolve(root, migrationsPath);
	const entries = await readdir(baseDir, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
		if (error.code === "ENOENT") return [];
		throw error;
	});
	const names = entries
		.filter((entry) => entry.isDirectory())
		.map((entry) => entry.name)
		.sort();
	return {
		baseDir,
		lockfile: lockFile,
		shadowDbInitScript: "",
		migrationDirectories: await Promise.all(
			names.map(async (name) => {
				const file = join(baseDir, name, "migration.sql");
				const value = await readFile(file, "utf8").catch((cause) => {
					throw new AppError("internal", `The migration ${name} has no readable migration.sql.`, { cause });
				});
				return {
					path: name,
					migrationFile: { path: "migration.sql", content: { tag: "ok" as const, value } },
				};
			}),
		),
	};
}

/**
 * The SQL that is missing between the migrations and schema.prisma; empty when they agree.
 * @param serverUrl any database of a server on which a scratch database may be made (and is dropped again).
 */
export async function pendingDifference(serverUrl: string, root = "."): Promise<string> {
	const name = `afterclick_diff_${process.pid}_${Date.now()}`;
	const admin = new pg.Client({ connectionString: serverUrl });
	await admin.connect();
	try {
		await admin.query(`create database ${name}`);
		const scratch = new URL(serverUrl);
		scratch.pathname = `/${name}`;
		await applyMigrations(scratch.href, { root });
		const content = await readSchema(root);
		const files = [{ path: schemaPath, content }];
		const result = await withSchemaEngine(
			{ url: scratch.href, schema: content, schemaPath },
			async (engine) =>
				await engine.diff({
					from: { tag: "schemaDatasource", files, configDir: "." },
					to: { tag: "schemaDatamodel", files },
					script: true,
					exitCode: null,
					filters: noFilters,
				}),
		);
		const sql = result.stdout?.trim() ?? "";
		return sql === "-- This is an empty migration." ? "" : sql;
	} finally {
		await admin.query(`drop database if exists ${name} with (force)`).catch(() => undefined);
		await admin.end();
	}
}

/**
 * Writes the next migration and returns the path of its SQL file.
 * @param name lower-case words joined by underscores; the time is put in front (UTC, to the second).
 */
export async function writeMigration(name: string, sql: string, root = "."): Promise<string> {
	if (!/^[a-z0-9]+(_[a-z0-9]+)*$/.test(name)) {
		throw new AppError(
			"invalid_input",
			`"${name}" is no name for a migration: use words like add_case_tasks.`,
		);
	}
	const time = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
	const directory = resolve(root, migrationsPath, `${time}_${name}`);
	await mkdir(directory, { recursive: true });
	await writeFile(join(directory, "migration.sql"), `${sql}\n`, { flag: "wx" });
	await writeFile(resolve(root, migrationsPath, lockFile.path), lockFile.content);
	return join(directory, "migration.sql");
}
