import { changeDeadlinePlan } from "@/lib/cases/deadlines/change-plan";
import { getDeadlinePlan } from "@/lib/cases/deadlines/get-plan";
import { planDto, planInput } from "@/lib/cases/deadlines/schema";
import { route, unlessChanged } from "@/lib/platform/http/route";

export const GET = route(
	"Gets when cases are due and in which hours the clock runs",
	{},
	planDto,
	getDeadlinePlan,
);

export const PUT = route(
	"Sets when cases are due and in which hours the clock runs",
	{ body: planInput, ...unlessChanged("plan") },
	planDto,
	changeDeadlinePlan,
);
