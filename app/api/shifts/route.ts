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
		summary: "Plans the shifts anew, from now on",
		description:
			"Which shift an earlier instant belonged to does not change. When somebody has planned since `version`, the 409 carries it, in `plan`.",
		permission: "handovers.manage",
		body: shiftPlanInput,
		answers: { 200: shiftPlanDto },
		errors: ["conflict"],
	},
	async ({ ctx, body }) => Response.json(await changePlan(ctx, body)),
);
