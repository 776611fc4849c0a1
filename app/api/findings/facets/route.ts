import { findingFacets } from "@/lib/findings/facets";
import { searchRecord } from "@/lib/http/parse";
import { route } from "@/lib/http/route";

export const GET = route(async ({ ctx, url }) =>
	Response.json(await findingFacets(ctx, searchRecord(url.searchParams))),
);
