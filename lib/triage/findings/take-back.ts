import { AppError } from "@/lib/core/errors";
import type { AuditEntry } from "@/lib/platform/audit/record";
import { actorRecord } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { maySee } from "@/lib/platform/context/scope";
import type { Transaction } from "@/lib/platform/db/client";
import { notify } from "@/lib/platform/db/notify";
import { SUMMARY_SELECT, type SummaryRow } from "./dto";
import { type Standing, standing } from "./standing";
import { FINDINGS_CHANNEL } from "./write-decision";

const BATCH = 2_000;

interface TakenBackDecision {
	/** As they stood until now. */
	readonly restored: readonly SummaryRow[];
	/** Findings that were decided again since, and stay. */
	readonly decidedAgain: readonly SummaryRow[];
	readonly audit: readonly AuditEntry[];
}

interface Which {
	readonly only?: string | null;
	readonly keep?: (finding: SummaryRow) => boolean;
}

/**
 * Returns the findings of a decision to how they stood before it, as long as it is still the one they carry. The
 * caller has asked for the permission and seen that it was not undone yet, and records the audit last.
 * @param which leaves out findings: all but `only`, and those to `keep`; they stay as they are
 * @throws AppError `not_found` where the actor may not see all that is to be returned, or `only` is not part of it
 */
export async function takeBackDecision(
	tx: Transaction,
	ctx: Context,
	id: string,
	{ only = null, keep = () => false }: Which = {},
): Promise<TakenBackDecision> {
	await tx.$executeRaw`SELECT 1 FROM "Finding" f JOIN "FindingEvent" e ON e."findingId" = f."id"
		WHERE e."decisionId" = ${id}::uuid AND e."kind" = 'decided' AND (${only}::uuid IS NULL OR f."id" = ${only}::uuid)
		ORDER BY f."id" FOR UPDATE OF f`;
	const events = await tx.findingEvent.findMany({
		where: { decisionId: id, kind: "decided", ...(only === null ? {} : { findingId: only }) },
		select: { before: true, finding: { select: SUMMARY_SELECT } },
	});
	// Without seeing all of what it decided, a person can undo it for one finding alone.
	const hidden = events.some(({ finding }) => !maySee(ctx.actor, finding.workspaceId));
	if (hidden || (only !== null && events.length === 0)) {
		throw new AppError("not_found", "Decision not found.");
	}
	const isRestored = ({ finding }: { finding: SummaryRow }) => finding.decisionId === id && !keep(finding);
	const standingStill = events.filter(isRestored);
	const decidedAgain = events.filter((event) => !isRestored(event));

	const at = ctx.now();
	const actor = actorRecord(ctx.actor);
	const restored = standingStill.map(({ before, finding }) => ({
		finding,
		before: before as unknown as Standing,
	}));
	const rows = JSON.stringify(restored.map(({ finding, before }) => ({ id: finding.id, ...before })));
	await tx.$executeRaw`UPDATE "Finding" f SET
			"status" = b."status"::"FindingStatus", "verdict" = b."verdict"::"Verdict",
			"reason" = b."reason", "note" = b."note", "decidedAt" = b."decidedAt",
			"decidedById" = b."decidedById", "decidedByName" = b."decidedByName",
			"decidedByVerified" = b."decidedByVerified", "decisionId" = b."decisionId",
			"changes" = b."changes", "version" = f."version" + 1, "updatedAt" = ${at}
		FROM jsonb_to_recordset(${rows}::jsonb) AS b("id" uuid, "status" text, "verdict" text, "reason" text,
			"note" text, "decidedAt" timestamptz, "decidedById" text, "decidedByName" text,
			"decidedByVerified" boolean, "decisionId" uuid, "changes" jsonb)
		WHERE f."id" = b."id"`;
	for (let start = 0; start < restored.length; start += BATCH) {
		await tx.findingEvent.createMany({
			data: restored.slice(start, start + BATCH).map(({ finding }) => ({
				findingId: finding.id,
				kind: "undone" as const,
				at,
				...actor,
				verdict: finding.verdict,
				decisionId: id,
				before: standing(finding),
				version: finding.version + 1,
			})),
		});
	}
	const carried = only === null ? 0 : await tx.finding.count({ where: { decisionId: id } });
	if (carried === 0) await tx.decision.update({ where: { id }, data: { undoneAt: at } });
	await notify(tx, FINDINGS_CHANNEL, id);
	return {
		restored: restored.map(({ finding }) => finding),
		decidedAgain: decidedAgain.map(({ finding }) => finding),
		audit: restored.map(({ finding, before }) => ({
			verb: "findings.undo",
			target: ["finding", finding.id],
			before: standing(finding),
			after: { ...before },
		})),
	};
}
