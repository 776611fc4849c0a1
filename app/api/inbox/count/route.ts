import { route } from "@/lib/http/route";
import { workCount } from "@/lib/inbox/answers";
import { countWork } from "@/lib/inbox/work";

export const GET = route(
	{
		summary: "Counts what is unread and what is overdue of one's own",
		permission: "inbox.own",
		answers: { 200: workCount },
	},
	async ({ ctx }) => Response.json(await countWork(ctx)),
);
