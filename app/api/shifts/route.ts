import { changePlan } from "@/lib/handovers/handovers/change-plan";
import { getPlan } from "@/lib/handovers/handovers/get-plan";
import { route } from "@/lib/platform/http/route";
import { shiftPlanDto, shiftPlanInput } from "@/lib/platform/shifts/plan-schema";

export const GET = route("Gets the plan of the shifts", {}, shiftPlanDto, getPlan);

export const PUT = route(
	"Changes the shift plan from now on",
	{
		body: shiftPlanInput,
		description:
			"Earlier times stay in the shift they were in. If the plan changed since `version`, the 409 returns it in `plan`.",
	},
	shiftPlanDto,
	changePlan,
);
