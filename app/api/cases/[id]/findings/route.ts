import { addFindings } from "@/lib/cases/cases/add-findings";
import { addFindingsInput, caseDetail } from "@/lib/cases/cases/schema";
import { route, uuid } from "@/lib/platform/http/route";

export const POST = route(
	"Adds escalated findings without a case to a case",
	{
		id: uuid,
		body: addFindingsInput,
		description: "To add findings that aren't escalated yet, decide them.",
	},
	caseDetail,
	addFindings,
);
