import { caseDetail, watchInput } from "@/lib/cases/cases/schema";
import { watchCase } from "@/lib/cases/cases/watch";
import { route, uuid } from "@/lib/platform/http/route";

export const PUT = route(
	"Adds or removes a person who watches a case",
	{ id: uuid, body: watchInput },
	caseDetail,
	watchCase,
);
