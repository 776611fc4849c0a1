import { changePlan } from "@/lib/handovers/handovers/change-plan";
import { getPlan } from "@/lib/handovers/handovers/get-plan";
import { route } from "@/lib/platform/http/route";
import { shiftPlanDto, shiftPlanInput } from "@/lib/platform/shifts/plan-schema";

export const GET = route(
	{ summary: "Gets the plan of the shifts", permission: "handovers.read", answers: { 200: shiftPlanDto } },
	async ({ ctx }) => Response.json(await getPlan(ctx)),
);

export const PUT = route(
	{
		summary: "Changes the shift plan from now on",
		description:
			"Earlier times stay in the shift they were in. If the plan changed since `version`, the 409 returns it in `plan`.",
		permission: "handovers.manage",
		body: shiftPlanInput,
		answers: { 200: shiftPlanDto },
		errors: ["conflict"],
	},
	async ({ ctx, body }) => Response.json(await changePlan(ctx, body)),
);
