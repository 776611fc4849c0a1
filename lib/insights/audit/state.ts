import { z } from "zod";
import { auditProtection } from "@/lib/platform/audit/protection";
import { readHead } from "@/lib/platform/audit/read-head";
import type { AuditState, AuditVerification } from "@/lib/platform/audit/schema";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { searchAudit } from "./search";

/** What {@link verifyAudit} leaves in the audit. */
export const VERIFY_VERB = "audit.verify";
export const verificationRecord = z.object({
	outcome: z.enum(["whole", "broken"]),
	through: z.number().int(),
	hash: z.string(),
	reason: z.string().nullable(),
});

/** Where the chain ends, when it was last verified, and what protects it in the database. */
export async function auditState(ctx: Context): Promise<AuditState> {
	authorize(ctx.actor, "audit.read");
	const [head, verification, protection] = await Promise.all([
		readHead(ctx.db),
		lastVerification(ctx),
		auditProtection(ctx.db),
	]);
	return { head, verification, protection };
}

async function lastVerification(ctx: Context): Promise<AuditVerification | null> {
	const { items } = await searchAudit(ctx, { verb: VERIFY_VERB, limit: 1 });
	const row = items[0];
	const said = verificationRecord.safeParse(row?.after);
	if (row === undefined || !said.success) return null;
	const { outcome, through, hash, reason } = said.data;
	const [still] = await ctx.db.$queryRaw<{ stands: boolean }[]>`
		SELECT "hash" = decode(${hash}, 'hex') AS "stands" FROM "AuditEvent" WHERE "seq" = ${through}`;
	const stands = still?.stands ?? through === 0;
	return { at: row.at, by: row.actor, seq: row.seq, outcome, through, hash, stands, reason };
}
