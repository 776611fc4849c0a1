import { route } from "@/lib/platform/http/route";
import { inboxPage } from "@/lib/platform/inbox/answers";
import { listInbox } from "@/lib/platform/inbox/list";
import { inboxInput } from "@/lib/platform/inbox/schema";

export const GET = route(
	{
		summary: "Lists your inbox, newest first",
		permission: "inbox.own",
		query: inboxInput,
		answers: { 200: inboxPage },
	},
	async ({ ctx, query }) => Response.json(await listInbox(ctx, query)),
);
