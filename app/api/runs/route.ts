import { route } from "@/lib/platform/http/route";
import { runListInput, runPage } from "@/lib/triage/catalogue/schema";
import { listRuns } from "@/lib/triage/runs/list-runs";

export const GET = route(
	{
		summary: "Lists runs of all hunts, newest first",
		permission: "hunts.read",
		query: runListInput,
		answers: { 200: runPage },
	},
	async ({ ctx, query }) => Response.json(await listRuns(ctx, query)),
);
