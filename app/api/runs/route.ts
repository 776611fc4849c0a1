import { route } from "@/lib/http/route";
import { runPage } from "@/lib/hunts/answers";
import { listRuns } from "@/lib/hunts/list-runs";
import { runListInput } from "@/lib/hunts/schema";

export const GET = route(
	{
		summary: "Lists runs of all hunts, newest first",
		permission: "hunts.read",
		query: runListInput,
		answers: { 200: runPage },
	},
	async ({ ctx, query }) => Response.json(await listRuns(ctx, query)),
);
