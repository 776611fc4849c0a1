import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import pg from "pg";
import { AppError } from "@/lib/core/errors";
import { visibleText } from "@/lib/core/visible-text";
import { readerSource } from "@/lib/platform/audit/database-source";
import { type Verdict, verifyChain } from "@/lib/platform/audit/verify-chain";
import { connectionOptions } from "@/lib/platform/db/client";
import { boundLines, MOST_LINE_BYTES } from "./bound-lines";
import {
	appliedMigrations,
	endLine,
	fixTextForms,
	type Header,
	headerLine,
	quoted,
	readTables,
	rowsLine,
	type Table,
} from "./format";

export interface RestoreReport {
	readonly header: Header;
	readonly rows: number;
	/** Of the audit in it, proved before anything was committed. */
	readonly verdict: Verdict;
	/** What was not proved and accepted all the same, in sentences; empty: all of it was proved. */
	readonly warnings: readonly string[];
}

export interface RestoreOptions {
	/** Undefined: there is none, and only `acceptUnproved` restores. */
	readonly key: BackupKey | undefined;
	/** Restores although the signature or the audit can't be proved: what is in it may have been changed. */
	readonly acceptUnproved?: boolean;
}

import { type BackupKey, isSignedBy } from "./key";

/** Its one row is there from the start, and only moves forward, to a row of the audit that is there. */
const AUDIT_HEAD = "AuditHead";

/**
 * Reads a backup into a migrated database in which nothing has happened yet, in one transaction: all of it, or
 * nothing. Its signature is proved before anything is written; its audit, row by row, and that people have the roles
 * which the audit says, before it is committed.
 * @throws AppError `invalid_input` when the file is no whole backup, is not signed by the key, holds a broken audit, or
 * is one of another version's tables; `conflict` when the database is in use
 */
export async function restoreBackup(
	url: string,
	file: string,
	options: RestoreOptions,
): Promise<RestoreReport> {
	const warnings: string[] = [];
	const refuse = (reason: string, remedy: string) => {
		if (options.acceptUnproved !== true) throw unproved(file, reason, remedy);
		warnings.push(reason);
	};
	const sha256 = await proveSignature(file, options.key, refuse);
	const client = new pg.Client(connectionOptions(url, "restore"));
	client.on("error", () => {}); // the query in work reports it
	await client.connect();
	try {
		await client.query("BEGIN");
		await fixTextForms(client);
		await requireUnused(client);
		const report = await readInto(client, file, sha256);
		const verdict = await verifyChain(
			readerSource(async (sql) => (await client.query(sql.text, sql.values as unknown[])).rows),
		);
		if (verdict.outcome === "broken") {
			refuse(
				`The audit in it is broken at row ${verdict.broken.seq}: ${verdict.broken.reason}`,
				"Restore an older backup, or find out how the row was changed.",
			);
		}
		for (const doubt of await roleDoubts(client)) {
			refuse(doubt, "Restore an older backup, or find out how the role was changed.");
		}
		await client.query("COMMIT");
		return { ...report, verdict, warnings };
	} finally {
		await client.end(); // without a commit, the transaction ends with it
	}
}

async function requireUnused(client: pg.Client): Promise<void> {
	// Whatever anybody does is audited, so an empty audit is a database nobody has used.
	const { rows } = await client.query(`SELECT 1 FROM "AuditEvent" LIMIT 1`);
	if (rows.length > 0) {
		throw new AppError("conflict", "The database is in use; a backup is restored into an empty one.", {
			remedy: "Set DATABASE_URL to an empty database, or DATA_DIRECTORY to an empty directory.",
		});
	}
}

/**
 * People who have another role than the audit gave them last: a row of theirs was changed past the product. Whoever
 * has no role, or none on record, is no danger and no doubt.
 */
async function roleDoubts(client: pg.Client): Promise<string[]> {
	const { rows } = await client.query<{ name: string; role: string; recorded: string }>(
		`SELECT p."name", p."role"::text AS "role", last."role" AS "recorded" FROM "Person" p
		JOIN LATERAL (SELECT e."after"->>'role' AS "role" FROM "AuditEvent" e
			WHERE e."targetKind" = 'person' AND e."targetId" = p."id"::text AND e."verb" LIKE 'people.%'
				AND e."after"->>'role' IS NOT NULL
			ORDER BY e."seq" DESC LIMIT 1) last ON TRUE
		WHERE p."role"::text <> last."role" ORDER BY p."name" LIMIT 20`,
	);
	return rows.map(
		({ name, role, recorded }) =>
			`${visibleText(name)} has the role ${role} in it, and its audit says ${recorded}.`,
	);
}

/**
 * Reads the file once, writing nothing. @returns the SHA-256 that its last line tells and its lines have
 */
async function proveSignature(
	file: string,
	key: BackupKey | undefined,
	refuse: (reason: string, remedy: string) => void,
): Promise<string> {
	const hash = createHash("sha256");
	let last: string | undefined;
	let first = true;
	for await (const text of linesOf(file)) {
		if (first) parsed(file, text, (value) => headerLine.parse(value));
		first = false;
		if (last !== undefined) hash.update(`${last}\n`);
		last = text;
	}
	if (last === undefined || !last.startsWith('{"end"')) throw broken(file, "ends early");
	const { end } = parsed(file, last, (value) => endLine.parse(value));
	if (end.sha256 !== hash.digest("hex")) throw broken(file, "has been changed or damaged");
	if (key === undefined) {
		refuse(
			"There is no key here to prove its signature with.",
			"Use the key of the installation that made it: BACKUP_KEY, or --key FILE with a copy of its backup.key.",
		);
	} else if (end.key !== key.id) {
		refuse(
			`It is signed with the key ${end.key.slice(0, 16)}, and this one is ${key.id}.`,
			"Use the key that it was made with: BACKUP_KEY, or --key FILE with a copy of its backup.key.",
		);
	} else if (!isSignedBy(key, end)) {
		refuse("Its signature is wrong: it has been changed since it was made.", "Restore another backup.");
	}
	return end.sha256;
}

function unproved(file: string, reason: string, remedy: string): AppError {
	return new AppError("invalid_input", `${file} can't be proved. ${reason} Nothing was restored.`, {
		remedy,
	});
}

async function readInto(
	client: pg.Client,
	file: string,
	sha256: string,
): Promise<Pick<RestoreReport, "header" | "rows">> {
	const hash = createHash("sha256");
	let header: Header | undefined;
	let end: ReturnType<typeof endLine.parse>["end"] | undefined;
	const counts: Record<string, number> = {};
	const whole = await selfReferring(client);
	const held = new Map<Table, (readonly (string | null)[])[]>();
	for await (const text of linesOf(file)) {
		if (end) throw broken(file, "continues after its end");
		if (!header) {
			header = parsed(file, text, (value) => headerLine.parse(value));
			await prepare(client, header);
			for (const { name } of header.tables) counts[name] = 0;
		} else if (text.startsWith('{"end"')) {
			end = parsed(file, text, (value) => endLine.parse(value).end);
			// It must be the file that was proved, too.
			if (end.sha256 !== hash.copy().digest("hex") || end.sha256 !== sha256) {
				throw broken(file, "has been changed or damaged");
			}
		} else {
			const { table: name, rows } = parsed(file, text, (value) => rowsLine.parse(value));
			const table = header.tables.find((each) => each.name === name);
			if (!table) throw broken(file, `has rows of ${name}, which it does not announce`);
			if (whole.has(name)) held.set(table, [...(held.get(table) ?? []), ...rows]);
			else {
				await insertHeld(client, held);
				await insert(client, table, rows);
			}
			counts[name] = (counts[name] ?? 0) + rows.length;
		}
		hash.update(`${text}\n`);
	}
	if (!header || !end) throw broken(file, "ends early");
	for (const [name, count] of Object.entries(end.rows)) {
		if (counts[name] !== count) throw broken(file, `lacks rows of ${name}`);
	}
	await insertHeld(client, held);
	await moveSequences(client);
	return { header, rows: Object.values(counts).reduce((sum, count) => sum + count, 0) };
}

/** Tables whose rows refer to one another: they are inserted in one statement, since their order says nothing. */
async function selfReferring(client: pg.Client): Promise<Set<string>> {
	const { rows } = await client.query<{ name: string }>(
		`SELECT r.relname AS "name" FROM pg_constraint k JOIN pg_class r ON r.oid = k.conrelid
		WHERE k.contype = 'f' AND k.conrelid = k.confrelid`,
	);
	return new Set(rows.map(({ name }) => name));
}

async function insertHeld(
	client: pg.Client,
	held: Map<Table, (readonly (string | null)[])[]>,
): Promise<void> {
	for (const [table, rows] of held) await insert(client, table, rows);
	held.clear();
}

/** Moves the sequences behind numbers that people call things by past those that were restored. */
async function moveSequences(client: pg.Client): Promise<void> {
	const { rows } = await client.query<{ sequence: string; table: string; column: string }>(
		`SELECT s.oid::regclass::text AS "sequence", t.relname AS "table", a.attname AS "column"
		FROM pg_class s JOIN pg_depend d ON d.objid = s.oid AND d.deptype = 'a'
			JOIN pg_class t ON t.oid = d.refobjid JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
		WHERE s.relkind = 'S' AND s.relnamespace = current_schema()::regnamespace`,
	);
	for (const { sequence, table, column } of rows) {
		await client.query(
			`SELECT setval($1::regclass, max(${quoted(column)})) FROM ${quoted(table)} HAVING max(${quoted(column)}) IS NOT NULL`,
			[sequence],
		);
	}
}

async function* linesOf(file: string): AsyncGenerator<string> {
	const source = createReadStream(file);
	const input = boundLines(MOST_LINE_BYTES, () =>
		broken(file, "has a line that is longer than any backup's"),
	);
	const gunzip = createGunzip();
	// Not as a pipeline: to stop reading early is no error of the last stream.
	source.on("error", (error) => gunzip.destroy(error));
	gunzip.on("error", (error) => input.destroy(error));
	source.pipe(gunzip).pipe(input);
	try {
		yield* createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
		// readline ends quietly where its input was destroyed.
		if (input.errored) throw input.errored;
	} catch (cause) {
		if (cause instanceof AppError) throw cause;
		const { code } = cause as NodeJS.ErrnoException;
		if (code === "ENOENT") throw new AppError("not_found", `There is no file ${file}.`, { cause });
		if (code?.startsWith("Z_")) throw broken(file, "ends early or is no gzip", cause);
		throw cause;
	} finally {
		source.destroy();
	}
}

function parsed<T>(file: string, text: string, read: (value: unknown) => T): T {
	try {
		return read(JSON.parse(text));
	} catch (cause) {
		throw broken(file, "is no backup of Afterclick that this version reads", cause);
	}
}

function broken(file: string, what: string, cause?: unknown): AppError {
	return new AppError("invalid_input", `${file} ${what}. Nothing was restored.`, { cause });
}

async function prepare(client: pg.Client, header: Header): Promise<void> {
	const have = await appliedMigrations(client);
	if (JSON.stringify(have) !== JSON.stringify(header.migrations)) {
		throw new AppError(
			"invalid_input",
			`The backup is of version ${header.version}, whose tables are not the ones of this version.`,
			{ remedy: `Restore it with version ${header.version}, then start this one: it migrates the database.` },
		);
	}
	if (JSON.stringify(await readTables(client)) !== JSON.stringify(header.tables)) {
		throw new AppError("invalid_input", "The database's tables are not the ones of the backup.");
	}
	// What a migration put there itself comes again with the backup.
	for (const { name } of [...header.tables].reverse()) {
		if (name === AUDIT_HEAD || name === "AuditEvent") continue;
		// Asked first: some tables refuse a deletion even when there is nothing to delete.
		const { rowCount } = await client.query(`SELECT 1 FROM ${quoted(name)} LIMIT 1`);
		if (rowCount) await client.query(`DELETE FROM ${quoted(name)}`);
	}
}

async function insert(
	client: pg.Client,
	{ name, columns }: Table,
	rows: readonly (readonly (string | null)[])[],
): Promise<void> {
	const values = columns.map((_, index) => rows.map((row) => row[index] ?? null));
	const names = columns.map((column) => quoted(column.name));
	const given = columns.map(({ type }, index) => `v.c${index}::${type}`);
	const from = `unnest(${columns.map((_, index) => `$${index + 1}::text[]`).join(", ")})
		AS v(${columns.map((_, index) => `c${index}`).join(", ")})`;
	if (name === AUDIT_HEAD) {
		// Of a chain without rows the head stands where every chain begins.
		const set = names.map((column, index) => `${column} = ${given[index]}`).join(", ");
		await client.query(
			`UPDATE ${quoted(name)} h SET ${set} FROM ${from} WHERE h."seq" <> v.c${columns.findIndex((c) => c.name === "seq")}::bigint`,
			values,
		);
		return;
	}
	await client.query(
		`INSERT INTO ${quoted(name)} (${names.join(", ")}) SELECT ${given.join(", ")} FROM ${from}`,
		values,
	);
}
