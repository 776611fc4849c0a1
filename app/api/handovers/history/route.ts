import { searchHandovers } from "@/lib/handover-review/history";
import { historyInput, historyPage } from "@/lib/handover-review/schema";
import { route } from "@/lib/http/route";

export const GET = route(
	{
		summary: "Searches signed handovers, newest first",
		permission: "handovers.read",
		query: historyInput,
		answers: { 200: historyPage },
	},
	async ({ ctx, query }) => Response.json(await searchHandovers(ctx, query)),
);
