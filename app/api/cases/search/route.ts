import { caseSearch, caseSearchInput } from "@/lib/cases/cases/schema";
import { searchCases } from "@/lib/cases/cases/search";
import { route } from "@/lib/platform/http/route";

export const GET = route(
	"Searches cases, their findings, comments, tasks and entities",
	{ query: caseSearchInput, description: "The best matches only, so there is no next page." },
	caseSearch,
	searchCases,
);
