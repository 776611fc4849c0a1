import { AppError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { recordAudit } from "@/lib/platform/audit/record";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { inScope } from "@/lib/platform/context/scope";
import { Prisma } from "@/lib/platform/db/generated/client.ts";
import { enqueuePush } from "@/lib/platform/jobs/incident-push";
import { getIncident } from "./get";
import { hashOf } from "./hash";
import { noteIncident } from "./note";
import { type HoldInput, holdInput, type IncidentDto } from "./schema";

/**
 * Says that ours holds where somebody has changed an incident in Sentinel: it is pushed over what the person saw, and
 * over nothing newer.
 * @throws AppError `not_found`; `conflict` when the incident has changed since (with `incident`)
 */
export async function holdIncident(ctx: Context, caseId: string, input: HoldInput): Promise<IncidentDto> {
	authorize(ctx.actor, "cases.work");
	const { holds, seen } = parseInput(holdInput, input);
	const now = ctx.now();
	const kept = await ctx.db.$transaction(async (tx) => {
		await tx.$executeRaw`SELECT 1 FROM "CaseIncident" WHERE "caseId" = ${caseId}::uuid FOR NO KEY UPDATE`;
		const row = await tx.caseIncident.findFirst({ where: { caseId, case: inScope(ctx.actor) } });
		if (row === null) throw new AppError("not_found", "Incident not found.");
		const { theirs } = row;
		if (theirs === null || hashOf(theirs) !== seen) return false;
		await tx.caseIncident.update({
			where: { caseId },
			data: {
				overruled: theirs,
				state: "waiting",
				theirs: Prisma.DbNull,
				requested: { increment: 1 },
				nextAttemptAt: now,
			},
		});
		await enqueuePush(tx, caseId);
		await noteIncident(tx, ctx, caseId, "incident_changed", { holds });
		await recordAudit(tx, ctx, {
			verb: "cases.hold_incident",
			target: ["case", caseId],
			after: { holds, theirs },
		});
		return true;
	});
	const incident = await getIncident(ctx, caseId);
	if (kept) return incident;
	throw new AppError("conflict", "The incident was changed in Sentinel in the meantime.", {
		remedy: "Check its current state, then decide again.",
		details: { incident: incident.incident },
	});
}
