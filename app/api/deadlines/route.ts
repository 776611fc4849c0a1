import { changeDeadlinePlan } from "@/lib/cases/deadlines/change-plan";
import { getDeadlinePlan } from "@/lib/cases/deadlines/get-plan";
import { planDto, planInput } from "@/lib/cases/deadlines/schema";
import { route } from "@/lib/platform/http/route";

export const GET = route(
	{
		summary: "Gets when cases are due and in which hours the clock runs",
		permission: "cases.read",
		answers: { 200: planDto },
	},
	async ({ ctx }) => Response.json(await getDeadlinePlan(ctx)),
);

export const PUT = route(
	{
		summary: "Sets when cases are due and in which hours the clock runs",
		description: "If it changed since `version`, the 409 returns the current state in `plan`.",
		permission: "cases.manage",
		body: planInput,
		answers: { 200: planDto },
		errors: ["conflict"],
	},
	async ({ ctx, body }) => Response.json(await changeDeadlinePlan(ctx, body)),
);
