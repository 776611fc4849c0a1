import { mergeCase } from "@/lib/cases/cases/merge";
import { caseDetail, mergeInput, versionInput } from "@/lib/cases/cases/schema";
import { unmergeCase } from "@/lib/cases/cases/unmerge";
import { route, uuid } from "@/lib/platform/http/route";

export const POST = route(
	"Merges a case into another",
	{ id: uuid, body: mergeInput, description: "Returns the case that it was merged into." },
	caseDetail,
	mergeCase,
);

export const DELETE = route(
	"Undoes the merge of a case",
	{ id: uuid, query: versionInput },
	caseDetail,
	unmergeCase,
);
