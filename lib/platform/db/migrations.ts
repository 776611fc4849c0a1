/** `prisma/schema.prisma` and `prisma/migrations` as files. */
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { MigrationList } from "@prisma/schema-engine-wasm/schema_engine_bg";
import { AppError } from "@/lib/core/errors";

export const schemaPath = "prisma/schema.prisma";
const migrationsPath = "prisma/migrations";
const lockFile = { path: "migration_lock.toml", content: 'provider = "postgresql"\n' };

export async function readSchema(root = "."): Promise<string> {
	return await readFile(resolve(root, schemaPath), "utf8");
}

/** The migrations' names in the order they apply. */
export async function migrationNames(root = "."): Promise<string[]> {
	const entries = await readdir(resolve(root, migrationsPath), { withFileTypes: true }).catch(
		(error: NodeJS.ErrnoException) => {
			if (error.code === "ENOENT") return [];
			throw error;
		},
	);
	return entries
		.filter((entry) => entry.isDirectory())
		.map((entry) => entry.name)
		.sort();
}

/** The migrations in the order they apply (their names start with a time), in the engine's own shape. */
export async function readMigrations(root = "."): Promise<MigrationList> {
	const baseDir = resolve(root, migrationsPath);
	const names = await migrationNames(root);
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
 * Writes the next migration and returns the path of its SQL file.
 * @param name lower-case words joined by underscores; the time is put in front (UTC, to the second).
 */
export async function writeMigration(name: string, sql: string, root = "."): Promise<string> {
	if (!/^[a-z0-9]+(_[a-z0-9]+)*$/.test(name)) {
		throw new AppError("invalid_input", `"${name}" is not a migration name: use words like add_case_tasks.`);
	}
	const time = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
	const directory = resolve(root, migrationsPath, `${time}_${name}`);
	await mkdir(directory, { recursive: true });
	await writeFile(join(directory, "migration.sql"), `${sql}\n`, { flag: "wx" });
	await writeFile(resolve(root, migrationsPath, lockFile.path), lockFile.content);
	return join(directory, "migration.sql");
}
