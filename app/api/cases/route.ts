import { createCase } from "@/lib/cases/cases/create";
import { listCases } from "@/lib/cases/cases/list";
import { caseDetail, caseInput, caseListInput, casePage } from "@/lib/cases/cases/schema";
import { created, route } from "@/lib/platform/http/route";

export const GET = route("Lists cases", { query: caseListInput }, casePage, listCases);

export const POST = route(
	"Creates a case",
	{
		body: caseInput,
		description:
			"Empty, or with findings that are escalated and in no case. To escalate findings into a case, decide them.",
		errors: ["not_found"],
	},
	created(caseDetail, ({ id }) => `/api/cases/${id}`),
	createCase,
);
