import type { Database } from "@/lib/platform/db/client";
import type { ChainHead } from "./chain";

/** Where the chain ends; null when the record of it is missing. */
export async function readHead(db: Database): Promise<ChainHead | null> {
	const [head] = await db.$queryRaw<{ seq: bigint; hash: string }[]>`
		SELECT "seq", encode("hash", 'hex') AS "hash" FROM "AuditHead" WHERE "id" = 1`;
	return head ? { seq: Number(head.seq), hash: head.hash } : null;
}
