/**
 * A backup: gzipped JSON lines. The first line says what it is of, the last one how much there was; between them
 * the rows of each table, every value as PostgreSQL writes it as text, which it reads back exactly.
 */
import type pg from "pg";
import { z } from "zod";

/** 2: signed. */
export const FORMAT = 2;

const column = z.object({ name: z.string(), type: z.string() });
const table = z.object({ name: z.string(), columns: z.array(column).min(1) });
export type Table = z.infer<typeof table>;

export const headerLine = z.object({
	afterclick: z.literal("backup"),
	format: z.literal(FORMAT),
	/** Of the product that made it. */
	version: z.string(),
	/** ISO 8601. */
	at: z.string(),
	/** Names of the migrations the database had: what its tables look like. */
	migrations: z.array(z.string()),
	/** In an order in which rows only refer to rows before them. */
	tables: z.array(table),
});
export type Header = z.infer<typeof headerLine>;

export const rowsLine = z.object({
	table: z.string(),
	rows: z.array(z.array(z.string().nullable())),
});
export type Rows = z.infer<typeof rowsLine>;

export const endLine = z.object({
	end: z.object({
		rows: z.record(z.string(), z.number().int()),
		/** SHA-256 of the lines before, each with its line end. */
		sha256: z.string(),
		/** Which key signed it, and its HMAC (key.ts). */
		key: z.string(),
		signature: z.string(),
	}),
});

/** So that text means the same wherever it is read. */
export async function fixTextForms(client: pg.Client): Promise<void> {
	await client.query(
		`SET DateStyle = ISO; SET IntervalStyle = iso_8601; SET TimeZone = UTC; SET extra_float_digits = 1;
		SET bytea_output = hex; SET client_encoding = UTF8`,
	);
}

/** Names of the migrations that the database has. */
export async function appliedMigrations(client: pg.Client): Promise<string[]> {
	const { rows } = await client.query<{ name: string }>(
		`SELECT "migration_name" AS "name" FROM "_prisma_migrations"
		WHERE "finished_at" IS NOT NULL AND "rolled_back_at" IS NULL ORDER BY "migration_name"`,
	);
	return rows.map(({ name }) => name);
}

/** Tables of the present moment: queries under way, whose turns mean nothing where the backup is restored. */
const PASSING = ["QueryTicket"];

/** The product's tables, those first that others refer to. The job queue's are not among them. */
export async function readTables(client: pg.Client): Promise<Table[]> {
	const { rows } = await client.query<{ name: string; columns: Table["columns"]; refers: string[] }>(
		`SELECT c.relname AS "name",
			(SELECT json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod))
					ORDER BY a.attnum)
				FROM pg_attribute a
				WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS "columns",
			ARRAY(SELECT DISTINCT r.relname::text FROM pg_constraint k JOIN pg_class r ON r.oid = k.confrelid
				WHERE k.conrelid = c.oid AND k.contype = 'f' AND r.oid <> c.oid) AS "refers"
		FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE n.nspname = current_schema() AND c.relkind = 'r' AND c.relname <> ALL ($1)
		ORDER BY c.relname`,
		[["_prisma_migrations", ...PASSING]],
	);
	const ordered: Table[] = [];
	const placed = new Set<string>();
	while (placed.size < rows.length) {
		const next = rows.find(
			({ name, refers }) => !placed.has(name) && refers.every((other) => placed.has(other)),
		);
		if (!next) throw new Error("Tables refer to each other in a circle; a backup has no order for them.");
		placed.add(next.name);
		ordered.push({ name: next.name, columns: next.columns });
	}
	return ordered;
}

export function quoted(name: string): string {
	return `"${name.replaceAll('"', '""')}"`;
}
