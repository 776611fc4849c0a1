import { route } from "@/lib/http/route";
import { inboxPage } from "@/lib/inbox/answers";
import { listInbox } from "@/lib/inbox/list";
import { inboxInput } from "@/lib/inbox/schema";

export const GET = route(
	{
		summary: "Lists one's own inbox, newest first",
		permission: "inbox.own",
		query: inboxInput,
		answers: { 200: inboxPage },
	},
	async ({ ctx, query }) => Response.json(await listInbox(ctx, query)),
);
