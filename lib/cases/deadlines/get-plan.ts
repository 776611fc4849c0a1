import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { toPlanDto } from "./plan";
import type { PlanDto } from "./schema";

/** When cases are due, and in which hours the clock runs. */
export async function getDeadlinePlan(ctx: Context): Promise<PlanDto> {
	authorize(ctx.actor, "cases.read");
	return toPlanDto(await ctx.db.deadlinePlan.findUnique({ where: { id: 1 } }));
}
