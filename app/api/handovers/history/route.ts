import { searchHandovers } from "@/lib/handovers/review/history";
import { historyInput, historyPage } from "@/lib/handovers/review/schema";
import { route } from "@/lib/platform/http/route";

export const GET = route(
	{
		summary: "Searches signed handovers, newest first",
		permission: "handovers.read",
		query: historyInput,
		answers: { 200: historyPage },
	},
	async ({ ctx, query }) => Response.json(await searchHandovers(ctx, query)),
);
