import { measureCases } from "@/lib/deadlines/measure";
import { measuresDto, measuresInput } from "@/lib/deadlines/schema";
import { route } from "@/lib/http/route";

export const GET = route(
	{
		summary: "Measures how long cases took to be acknowledged, contained and resolved",
		permission: "cases.read",
		query: measuresInput,
		answers: { 200: measuresDto },
	},
	async ({ ctx, query }) => Response.json(await measureCases(ctx, query)),
);
