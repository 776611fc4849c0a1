import { measureCases } from "@/lib/cases/deadlines/measure";
import { measuresDto, measuresInput } from "@/lib/cases/deadlines/schema";
import { route } from "@/lib/platform/http/route";

export const GET = route(
	{
		summary: "Measures how long cases took to be acknowledged, contained and resolved",
		permission: "cases.read",
		query: measuresInput,
		answers: { 200: measuresDto },
	},
	async ({ ctx, query }) => Response.json(await measureCases(ctx, query)),
);
