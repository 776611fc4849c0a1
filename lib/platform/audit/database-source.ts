import type { Database } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client.ts";
import { type ChainHead, GENESIS, rowText } from "./chain";
import type { AuditSource, Ending, Link } from "./source";
import { CHAIN_COLUMNS, type StoredRow, toSealed } from "./stored-row";

/** Rows read at a time: enough to keep the round trips few, little enough to leave the process to others. */
const BATCH = 500;

interface Extent {
	/** Null without a head record. */
	readonly head: ChainHead | null;
	/** The highest number in the table, 0 when it is empty. */
	readonly last: number;
}

/** Asks the database: Prisma's `$queryRaw`, or a client's own within its transaction. */
export type SqlReader = <Row>(sql: Prisma.Sql) => Promise<Row[]>;

/** What cannot be there unless something has been recorded. */
const USED = ["Decision", "Case", "Handover", "ApiToken", "LocalCredential", "Session", "Webhook", "HuntRun"];

/**
 * The audit of a database as a source, as it stood when the first batch was asked for: rows that are appended
 * meanwhile are left for the next time.
 */
export function databaseSource(db: Database): AuditSource {
	return readerSource((sql) => db.$queryRaw(sql));
}

/** The same through any reader. */
export function readerSource(read: SqlReader): AuditSource {
	let extent: Extent = { head: null, last: 0 };
	let done = 0;
	return {
		async *batches() {
			extent = await readExtent(read);
			let place = 0;
			// The place in the order (number, physical place): a table that has lost its key may hold one number twice.
			let after = { seq: -(2n ** 63n), ctid: "(0,0)" };
			for (;;) {
				const rows = await read<StoredRow & { ctid: string }>(Prisma.sql`
					SELECT ${CHAIN_COLUMNS}, "ctid"::text AS "ctid" FROM "AuditEvent"
					WHERE ("seq", "ctid") > (${after.seq}::bigint, ${after.ctid}::tid) AND "seq" <= ${extent.last}
					ORDER BY "seq", "ctid" LIMIT ${BATCH}`);
				const last = rows.at(-1);
				if (last === undefined) return;
				after = { seq: last.seq, ctid: last.ctid };
				const start = place;
				place += rows.length;
				done = place;
				yield rows.map((row, index): Link => {
					const sealed = toSealed(row);
					return {
						place: start + index + 1,
						seq: sealed.seq,
						previous: sealed.previous,
						hash: sealed.hash,
						text: Buffer.from(rowText(sealed)),
					};
				});
			}
		},
		ending: async (): Promise<Ending> => {
			if (extent.head === null) return { problem: "the head record is missing from the table AuditHead" };
			const used = extent.last === 0 && extent.head.seq === 0 ? await usedTable(read) : null;
			if (used === null) return extent.head;
			return {
				problem: `nothing is recorded, though the table ${used} holds what is never made without a record`,
			};
		},
		done: () => ({ done, total: extent.last }),
	};
}

/** Head and last row in one statement, so that no append comes between them. */
/** A table that shows the database has been used; null for a new one. */
async function usedTable(read: SqlReader): Promise<string | null> {
	for (const name of USED) {
		const rows = await read<{ used: number }>(
			Prisma.sql`SELECT 1 AS "used" FROM ${Prisma.raw(`"${name}"`)} LIMIT 1`,
		);
		if (rows.length > 0) return name;
	}
	return null;
}

async function readExtent(read: SqlReader): Promise<Extent> {
	const [row] = await read<{ seq: bigint | null; hash: string | null; last: bigint | null }>(Prisma.sql`
		SELECT h."seq", encode(h."hash", 'hex') AS "hash", (SELECT max("seq") FROM "AuditEvent") AS "last"
		FROM (SELECT 1) one LEFT JOIN "AuditHead" h ON h."id" = 1`);
	return {
		head: row?.seq == null ? null : { seq: Number(row.seq), hash: row.hash ?? GENESIS },
		last: Number(row?.last ?? 0),
	};
}
