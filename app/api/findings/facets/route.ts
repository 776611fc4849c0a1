import { findingFacetCounts } from "@/lib/findings/answers";
import { findingFacets } from "@/lib/findings/facets";
import { findingFilter } from "@/lib/findings/schema";
import { route } from "@/lib/http/route";

export const GET = route(
	{
		summary: "Counts findings by status, threat, workload and click",
		permission: "findings.read",
		query: findingFilter,
		answers: { 200: findingFacetCounts },
	},
	async ({ ctx, query }) => Response.json(await findingFacets(ctx, query)),
);
