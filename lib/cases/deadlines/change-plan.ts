import { AppError, changedSince } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { recordAudit } from "@/lib/platform/audit/record";
import { actorRecord } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import type { Prisma } from "@/lib/platform/db/generated/client.ts";
import { toPlan, toPlanDto } from "./plan";
import { planProblem } from "./rules";
import { type PlanDto, type PlanInput, planInput } from "./schema";

/**
 * Sets when cases are due. It holds at once, for open cases too.
 * @throws AppError `invalid_input`, `conflict` when somebody has changed it since (with `plan`)
 */
export async function changeDeadlinePlan(ctx: Context, input: PlanInput): Promise<PlanDto> {
	authorize(ctx.actor, "cases.manage");
	const { version, ...plan } = parseInput(planInput, input);
	const problem = planProblem(plan);
	if (problem !== null) {
		throw new AppError("invalid_input", `${problem.field}: ${problem.message}`, { places: [problem] });
	}
	return await ctx.db.$transaction(async (tx) => {
		await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('deadline plan', 0))`;
		const before = await tx.deadlinePlan.findUnique({ where: { id: 1 } });
		if ((before?.version ?? 0) !== version) {
			throw changedSince(
				"the deadlines",
				{ plan: toPlanDto(before) },
				"Check their current state, then change them again.",
			);
		}
		const data = {
			...plan,
			targets: plan.targets as Prisma.InputJsonObject,
			hours: plan.hours as unknown as Prisma.InputJsonArray,
			version: version + 1,
			updatedAt: ctx.now(),
			updatedByName: actorRecord(ctx.actor).actorName,
		};
		const after = await tx.deadlinePlan.upsert({ where: { id: 1 }, create: data, update: data });
		await recordAudit(tx, ctx, {
			verb: "cases.change_deadlines",
			target: ["settings", "deadlines"],
			before: toPlan(before) as unknown as Prisma.InputJsonObject,
			after: plan as unknown as Prisma.InputJsonObject,
		});
		return toPlanDto(after);
	});
}
