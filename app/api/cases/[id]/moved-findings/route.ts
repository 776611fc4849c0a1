import { moveFindings } from "@/lib/cases/cases/move-findings";
import { caseDetail, moveFindingsInput } from "@/lib/cases/cases/schema";
import { route, uuid } from "@/lib/platform/http/route";

export const POST = route(
	"Moves findings of a case into another, or splits them off into a new one",
	{ id: uuid, body: moveFindingsInput, description: "Returns the case that they are in now." },
	caseDetail,
	moveFindings,
);
