import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import type { ShiftPlanDto } from "@/lib/platform/shifts/plan-schema";
import { readPlan } from "@/lib/platform/shifts/read-plans";

/** The shifts as they are planned now. */
export async function getPlan(ctx: Context): Promise<ShiftPlanDto> {
	authorize(ctx.actor, "handovers.read");
	return await readPlan(ctx.db, ctx.now());
}
