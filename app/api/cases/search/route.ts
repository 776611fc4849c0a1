import { caseSearch, caseSearchInput } from "@/lib/cases/cases/schema";
import { searchCases } from "@/lib/cases/cases/search";
import { route } from "@/lib/platform/http/route";

export const GET = route(
	{
		summary: "Searches cases, their findings, comments, tasks and entities",
		description: "The best matches only, so there is no next page.",
		permission: "cases.read",
		query: caseSearchInput,
		answers: { 200: caseSearch },
	},
	async ({ ctx, query }) => Response.json(await searchCases(ctx, query)),
);
