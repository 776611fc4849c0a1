import { uuidParams } from "@/lib/http/operation";
import { route } from "@/lib/http/route";
import { timelinePage } from "@/lib/timeline/answers";
import { listTimeline } from "@/lib/timeline/list";
import { timelineInput } from "@/lib/timeline/schema";

export const GET = route(
	{
		summary: "Lists what happened in a case, in the order of time",
		permission: "cases.read",
		params: uuidParams,
		query: timelineInput,
		answers: { 200: timelinePage },
		errors: ["not_found"],
	},
	async ({ ctx, params, query }) => Response.json(await listTimeline(ctx, params.id, query)),
);
