import type { Context } from "@/lib/context";
import { authorize } from "@/lib/identity/permissions";
import { toPlanDto } from "./plan";
import type { PlanDto } from "./schema";

/** When cases are due, and in which hours the clock runs. */
export async function getDeadlinePlan(ctx: Context): Promise<PlanDto> {
	authorize(ctx.actor, "cases.read");
	return toPlanDto(await ctx.db.deadlinePlan.findUnique({ where: { id: 1 } }));
}
