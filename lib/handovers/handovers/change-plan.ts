import { AppError, changedSince } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { recordAudit } from "@/lib/platform/audit/record";
import { actorRecord } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import type { Transaction } from "@/lib/platform/db/client";
import { type ShiftPlanDto, type ShiftPlanInput, shiftPlanInput } from "@/lib/platform/shifts/plan-schema";
import { readPlan } from "@/lib/platform/shifts/read-plans";
import type { PlannedShift } from "@/lib/platform/shifts/shifts";
import { ableReceivers } from "./receivers";

/**
 * Changes the shift plan from now on. What was planned until now stays: which shift an earlier instant belonged to
 * does not change.
 * @throws AppError `invalid_input`, also for people who cannot acknowledge handovers; `conflict` when somebody has changed the plan since (with `plan`)
 */
export async function changePlan(ctx: Context, input: ShiftPlanInput): Promise<ShiftPlanDto> {
	authorize(ctx.actor, "handovers.manage");
	const { version, timeZone, shifts } = parseInput(shiftPlanInput, input);
	return await ctx.db.$transaction(async (tx) => {
		await tx.$executeRaw`LOCK TABLE "ShiftPlan" IN SHARE ROW EXCLUSIVE MODE`;
		const before = await readPlan(tx, ctx.now());
		if (before.version !== version) {
			throw changedSince(
				"the shifts",
				{ plan: before },
				"Check their current state, then change them again.",
			);
		}
		await requirePeople(tx, shifts);
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
		await recordAudit(tx, ctx, {
			verb: "handovers.change_plan",
			target: ["settings", "shifts"],
			before: { version, timeZone: before.timeZone, shifts: before.shifts },
			after: { version: after.version, timeZone, shifts },
		});
		return after;
	});
}

/** @throws AppError `invalid_input` at the shift that names somebody who cannot acknowledge a handover */
async function requirePeople(tx: Transaction, shifts: readonly PlannedShift[]): Promise<void> {
	const able = new Set((await ableReceivers(tx)).map(({ id }) => id));
	const message = "Includes a person who can no longer acknowledge handovers.";
	const places = shifts.flatMap(({ people = [] }, index) =>
		people.every((id) => able.has(id)) ? [] : [{ field: `shifts.${index}.people`, message }],
	);
	if (places.length > 0) throw new AppError("invalid_input", `A shift: ${message}`, { places });
}
