import { z } from "zod";
import { type AuditEntry, recordAudit } from "@/lib/audit/record";
import { lockCasesOfDecision, takeBackEscalation } from "@/lib/cases/take-back";
import type { Context } from "@/lib/context";
import { notify } from "@/lib/db/notify";
import { AppError } from "@/lib/errors";
import { parseInput } from "@/lib/http/parse";
import { actorRecord } from "@/lib/identity/actor";
import { authorize } from "@/lib/identity/permissions";
import { maySee } from "@/lib/identity/scope";
import { FINDINGS_CHANNEL, type Standing, standing } from "./decide";
import { SUMMARY_SELECT, toSummary } from "./dto";
import type { DecisionOutcome, DecisionResult } from "./schema";

const BATCH = 2_000;

/**
 * Takes a decision back, where the actor may see all that it decided: each of its findings returns to how it stood
 * before, as long as this decision is still the one it carries. One that was decided again since stays, and comes back
 * as a conflict. What an escalation put into a case leaves it.
 * @throws AppError `not_found`, `conflict` when the decision was already undone
 */
export async function undoDecision(ctx: Context, decisionId: string): Promise<DecisionResult> {
	authorize(ctx.actor, "findings.decide");
	const id = parseInput(z.uuid(), decisionId);
	return ctx.db.$transaction(
		async (tx) => {
			await tx.$executeRaw`SELECT 1 FROM "Decision" WHERE "id" = ${id}::uuid FOR UPDATE`;
			const decision = await tx.decision.findUnique({ where: { id } });
			if (!decision) throw new AppError("not_found", "There is no such decision.");
			if (decision.undoneAt) {
				throw new AppError("conflict", "This decision has already been undone.", {
					details: { undoneAt: decision.undoneAt.toISOString() },
				});
			}
			await lockCasesOfDecision(tx, id);
			await tx.$executeRaw`SELECT 1 FROM "Finding" f JOIN "FindingEvent" e ON e."findingId" = f."id"
				WHERE e."decisionId" = ${id}::uuid AND e."kind" = 'decided' ORDER BY f."id" FOR UPDATE OF f`;
			const events = await tx.findingEvent.findMany({
				where: { decisionId: id, kind: "decided" },
				select: { before: true, finding: { select: SUMMARY_SELECT } },
			});
			// Half of a decision cannot be taken back: whoever may not see all of it has none to undo.
			if (events.some(({ finding }) => !maySee(ctx.actor, finding.workspaceId))) {
				throw new AppError("not_found", "There is no such decision.");
			}
			const standingStill = events.filter((event) => event.finding.decisionId === id);
			const decidedAgain = events.filter((event) => event.finding.decisionId !== id);

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
			const taken = await takeBackEscalation(
				tx,
				ctx,
				id,
				restored.map(({ finding }) => finding.id),
			);
			await tx.decision.update({ where: { id }, data: { undoneAt: at } });
			await notify(tx, FINDINGS_CHANNEL, id);

			const after = await tx.finding.findMany({
				where: { id: { in: restored.map(({ finding }) => finding.id) } },
				select: SUMMARY_SELECT,
			});
			const undone = restored.map(
				({ finding, before }): AuditEntry => ({
					verb: "findings.undo",
					targetKind: "finding" as const,
					targetId: finding.id,
					before: standing(finding),
					after: { ...before },
				}),
			);
			await recordAudit(tx, ctx, [...undone, ...taken.audit]);
			const outcomes: DecisionOutcome[] = [
				...after.map((row) => ({ id: row.id, outcome: "undone" as const, finding: toSummary(row) })),
				...decidedAgain.map(({ finding }) => ({
					id: finding.id,
					outcome: "conflict" as const,
					finding: toSummary(finding),
				})),
			];
			return {
				id,
				decided: restored.length,
				conflicts: decidedAgain.length,
				notFound: 0,
				cases: taken.left,
				outcomes,
			};
		},
		{ timeout: 60_000, maxWait: 10_000 },
	);
}
