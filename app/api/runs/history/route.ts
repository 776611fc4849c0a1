import { route } from "@/lib/http/route";
import { runHistoryAnswer } from "@/lib/hunts/answers";
import { runHistory } from "@/lib/hunts/run-history";
import { runFilter } from "@/lib/hunts/schema";

export const GET = route(
	{
		summary: "Sums up the runs that match by hour, day or week",
		description: "Without `from`, of the last 30 days.",
		permission: "hunts.read",
		query: runFilter,
		answers: { 200: runHistoryAnswer },
	},
	async ({ ctx, query }) => Response.json(await runHistory(ctx, query)),
);
