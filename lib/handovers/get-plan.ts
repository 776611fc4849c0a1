import type { Context } from "@/lib/context";
import { authorize } from "@/lib/identity/permissions";
import type { ShiftPlanDto } from "./plan-schema";
import { readPlan } from "./read-plans";

/** The shifts as they are planned now. */
export async function getPlan(ctx: Context): Promise<ShiftPlanDto> {
	authorize(ctx.actor, "handovers.read");
	return await readPlan(ctx.db, ctx.now());
}
