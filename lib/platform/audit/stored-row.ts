import { Prisma } from "@/lib/platform/db/generated/client.ts";
import type { SealedRow } from "./chain";

/** A row of `AuditEvent` as {@link CHAIN_COLUMNS} reads it: everything that is hashed as the text it was hashed as. */
export interface StoredRow extends Omit<SealedRow, "seq"> {
	readonly seq: bigint;
}

/**
 * For a SELECT from `"AuditEvent"`. Of a row of form 1 the time has milliseconds; a part of one that somebody has added
 * shows as well, and then the row does not have its hash.
 */
export const CHAIN_COLUMNS = Prisma.raw(`"format", "seq",
	to_char("at" AT TIME ZONE 'UTC', CASE
		WHEN "format" = 1 AND extract(microseconds FROM "at")::bigint % 1000 = 0 THEN 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'
		ELSE 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"' END) AS "at", "actorKind", "actorId",
	"actorName", "actorVerified", "verb", "targetKind", "targetId", "requestId", "before"::text AS "before",
	"after"::text AS "after", encode("previous", 'hex') AS "previous", encode("hash", 'hex') AS "hash"`);

export function toSealed(row: StoredRow): SealedRow {
	return { ...row, seq: Number(row.seq) };
}
