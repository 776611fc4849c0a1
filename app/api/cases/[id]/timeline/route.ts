import { timelinePage } from "@/lib/cases/timeline/answers";
import { listTimeline } from "@/lib/cases/timeline/list";
import { timelineInput } from "@/lib/cases/timeline/schema";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

export const GET = route(
	{
		summary: "Lists what happened in a case, in order of time",
		permission: "cases.read",
		params: uuidParams,
		query: timelineInput,
		answers: { 200: timelinePage },
		errors: ["not_found"],
	},
	async ({ ctx, params, query }) => Response.json(await listTimeline(ctx, params.id, query)),
);
