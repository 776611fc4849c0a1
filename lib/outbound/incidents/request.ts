import { AppError } from "@/lib/core/errors";
import { recordAudit } from "@/lib/platform/audit/record";
import { actorRecord } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { inScope } from "@/lib/platform/context/scope";
import { enqueuePush } from "@/lib/platform/jobs/incident-push";
import { whyNotPushed } from "./api";
import { getIncident } from "./get";
import { noteIncident } from "./note";
import type { IncidentDto } from "./schema";

/**
 * Has a case pushed to Sentinel from now on: its incident is made and follows every change. Asked again, it is pushed
 * and looked at now.
 * @throws AppError `not_found`; `not_configured` where pushing is off
 */
export async function requestPush(ctx: Context, caseId: string): Promise<IncidentDto> {
	authorize(ctx.actor, "cases.work");
	const now = ctx.now();
	await ctx.db.$transaction(async (tx) => {
		const found = await tx.case.findFirst({
			where: { id: caseId, ...inScope(ctx.actor) },
			select: { workspaceId: true, number: true, mergedIntoId: true },
		});
		if (found === null) throw new AppError("not_found", "Case not found.");
		const off = whyNotPushed(found.workspaceId);
		if (off !== null) {
			throw new AppError("not_configured", off, {
				remedy: "An administrator can set SENTINEL_INCIDENTS; docs/sentinel.md says how.",
			});
		}
		const asked = { nextAttemptAt: now, requested: { increment: 1 } };
		await tx.caseIncident.upsert({
			where: { caseId },
			create: {
				caseId,
				createdAt: now,
				createdByName: actorRecord(ctx.actor).actorName,
				nextAttemptAt: now,
			},
			update: asked,
		});
		await enqueuePush(tx, caseId);
		await noteIncident(tx, ctx, caseId, "incident_pushed", {});
		await recordAudit(tx, ctx, {
			verb: "cases.push",
			target: ["case", caseId],
			after: { number: found.number },
		});
	});
	return getIncident(ctx, caseId);
}
