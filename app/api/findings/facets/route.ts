import { route } from "@/lib/platform/http/route";
import { findingFacets } from "@/lib/triage/findings/facets";
import { findingFacetCounts, findingFilter } from "@/lib/triage/findings/schema";

export const GET = route(
	{
		summary: "Counts findings by status, threat, workload and click",
		permission: "findings.read",
		query: findingFilter,
		answers: { 200: findingFacetCounts },
	},
	async ({ ctx, query }) => Response.json(await findingFacets(ctx, query)),
);
