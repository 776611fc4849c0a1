import { route } from "@/lib/platform/http/route";
import { runFilter, runHistoryAnswer } from "@/lib/triage/catalogue/schema";
import { runHistory } from "@/lib/triage/runs/run-history";

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
