import { route } from "@/lib/platform/http/route";
import { findingFacets } from "@/lib/triage/findings/facets";
import { findingFacetCounts, findingFilter } from "@/lib/triage/findings/schema";

export const GET = route(
	"Counts findings by status, threat, workload and click",
	{ query: findingFilter },
	findingFacetCounts,
	findingFacets,
);
