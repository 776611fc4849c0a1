import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import pg from "pg";
import { connectionOptions } from "@/lib/platform/db/client";
import { whileRoom } from "@/lib/platform/db/disk-room";
import { diskReserve } from "@/lib/platform/db/disk-space";
import {
	appliedMigrations,
	FORMAT,
	fixTextForms,
	type Header,
	quoted,
	type Rows,
	readTables,
} from "./format";
import { type BackupKey, signature } from "./key";

/** Rows of one line: enough to be quick, little enough to hold in memory with their evidence. */
const BATCH = 500;
/** Of these a row alone is large: an attachment's parts. */
const FEW: Readonly<Record<string, number>> = { AttachmentChunk: 20 };

export interface BackupReport {
	readonly tables: number;
	readonly rows: number;
}

/**
 * Writes a signed backup of the database as it stood at one instant, while the product may go on working. The file (0600:
 * it holds everything, sign-in secrets included) is there only when it is whole.
 * @throws AppError `unavailable` when the disk fills up meanwhile
 */
export async function writeBackup(
	url: string,
	file: string,
	version: string,
	key: BackupKey,
): Promise<BackupReport> {
	const client = new pg.Client(connectionOptions(url, "backup"));
	client.on("error", () => {}); // the query in work reports it
	await client.connect();
	const draft = `${file}.partial`;
	try {
		await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
		await fixTextForms(client);
		const header: Header = {
			afterclick: "backup",
			format: FORMAT,
			version,
			at: new Date().toISOString(),
			migrations: await appliedMigrations(client),
			tables: await readTables(client),
		};
		const counts: Record<string, number> = {};
		await pipeline(
			Readable.from(lines(client, header, counts, key)),
			createGzip(),
			whileRoom(diskReserve()),
			createWriteStream(draft, { mode: 0o600 }),
		);
		const handle = await open(draft, "r");
		await handle.sync().finally(() => handle.close());
		await rename(draft, file);
		return {
			tables: header.tables.length,
			rows: Object.values(counts).reduce((sum, count) => sum + count, 0),
		};
	} finally {
		await rm(draft, { force: true });
		await client.end();
	}
}

async function* lines(
	client: pg.Client,
	header: Header,
	counts: Record<string, number>,
	key: BackupKey,
): AsyncGenerator<string> {
	const hash = createHash("sha256");
	const line = (value: unknown) => {
		const text = `${JSON.stringify(value)}\n`;
		hash.update(text);
		return text;
	};
	yield line(header);
	for (const { name, columns } of header.tables) {
		counts[name] = 0;
		const values = columns.map((column) => `${quoted(column.name)}::text`).join(", ");
		await client.query(`DECLARE rows NO SCROLL CURSOR FOR SELECT ${values} FROM ${quoted(name)}`);
		for (;;) {
			const { rows } = await client.query<(string | null)[]>({
				text: `FETCH ${FEW[name] ?? BATCH} FROM rows`,
				rowMode: "array",
			});
			if (rows.length === 0) break;
			counts[name] += rows.length;
			yield line({ table: name, rows } satisfies Rows);
		}
		await client.query("CLOSE rows");
	}
	const end = { rows: counts, sha256: hash.digest("hex") };
	yield `${JSON.stringify({ end: { ...end, key: key.id, signature: signature(key, end) } })}\n`;
}
