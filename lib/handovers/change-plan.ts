import { recordAudit } from "@/lib/audit/record";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { parseInput } from "@/lib/http/parse";
import { actorRecord } from "@/lib/identity/actor";
import { authorize } from "@/lib/identity/permissions";
import { type ShiftPlanDto, type ShiftPlanInput, shiftPlanInput } from "./plan-schema";
import { readPlan } from "./read-plans";

/**
 * Plans the shifts anew, from now on. What was planned until now stays: which shift an earlier instant belonged to
 * does not change.
 * @throws AppError `invalid_input`, `conflict` when somebody has changed the plan since (with `plan`)
 */
export async function changePlan(ctx: Context, input: ShiftPlanInput): Promise<ShiftPlanDto> {
	authorize(ctx.actor, "handovers.manage");
	const { version, timeZone, shifts } = parseInput(shiftPlanInput, input);
	return await ctx.db.$transaction(async (tx) => {
		await tx.$executeRaw`LOCK TABLE "ShiftPlan" IN SHARE ROW EXCLUSIVE MODE`;
		const before = await readPlan(tx, ctx.now());
		if (before.version !== version) {
			throw new AppError("conflict", "Somebody has changed the shifts in the meantime.", {
				remedy: "Look at how they stand now, and change them again.",
				details: { plan: before },
			});
		}
		const { actorId, actorName } = actorRecord(ctx.actor);
		const earliest = before.validFrom === null ? 0 : Date.parse(before.validFrom) + 1;
		await tx.shiftPlan.create({
			data: {
				version: version + 1,
				validFrom: new Date(Math.max(ctx.now().getTime(), earliest)),
				timeZone,
				shifts,
				createdById: actorId,
				createdByName: actorName,
			},
		});
		const after = await readPlan(tx, ctx.now());
		await recordAudit(tx, ctx, [
			{
				verb: "handovers.change_plan",
				targetKind: "settings",
				targetId: "shifts",
				before: { version, timeZone: before.timeZone, shifts: before.shifts },
				after: { version: after.version, timeZone, shifts },
			},
		]);
		return after;
	});
}
