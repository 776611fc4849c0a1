import { route } from "@/lib/http/route";
import { countWork } from "@/lib/inbox/work";
import { workCount } from "@/lib/inbox/work-answers";

export const GET = route(
	{
		summary: "Counts what is unread and what is overdue of one's own",
		permission: "inbox.own",
		answers: { 200: workCount },
	},
	async ({ ctx }) => Response.json(await countWork(ctx)),
);
