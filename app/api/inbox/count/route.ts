import { countWork } from "@/lib/insights/work/work";
import { workCount } from "@/lib/insights/work/work-answers";
import { route } from "@/lib/platform/http/route";

export const GET = route(
	{
		summary: "Counts your unread items and overdue work",
		permission: "inbox.own",
		answers: { 200: workCount },
	},
	async ({ ctx }) => Response.json(await countWork(ctx)),
);
