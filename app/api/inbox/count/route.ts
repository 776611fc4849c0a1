import { countWork } from "@/lib/insights/work/work";
import { workCount } from "@/lib/insights/work/work-answers";
import { route } from "@/lib/platform/http/route";

export const GET = route(
	{
		summary: "Counts what is unread and what is overdue of one's own",
		permission: "inbox.own",
		answers: { 200: workCount },
	},
	async ({ ctx }) => Response.json(await countWork(ctx)),
);
