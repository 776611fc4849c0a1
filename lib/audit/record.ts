import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client.ts";
import { actorRecord } from "@/lib/identity/actor";

export interface AuditEntry {
	/** `slice.verb`, as the permission that guarded it. */
	readonly verb: string;
	readonly targetKind: "finding" | "run" | "person" | "workspace";
	readonly targetId: string;
	readonly before?: Prisma.InputJsonValue;
	readonly after?: Prisma.InputJsonValue;
}

/** Rows sent in one insert: PostgreSQL takes at most 65,535 parameters a statement. */
const BATCH = 2_000;

/**
 * Records changes in the transaction that makes them: when this fails, the change is rolled back with it.
 * The rows keep the order given.
 */
export async function recordAudit(
	tx: Transaction,
	ctx: Context,
	entries: readonly AuditEntry[],
): Promise<void> {
	const { actorId, actorName } = actorRecord(ctx.actor);
	const at = ctx.now();
	for (let start = 0; start < entries.length; start += BATCH) {
		await tx.auditEvent.createMany({
			data: entries.slice(start, start + BATCH).map((entry) => ({
				at,
				actorId,
				actorName,
				requestId: ctx.requestId,
				verb: entry.verb,
				targetKind: entry.targetKind,
				targetId: entry.targetId,
				...(entry.before === undefined ? {} : { before: entry.before }),
				...(entry.after === undefined ? {} : { after: entry.after }),
			})),
		});
	}
}
