import { route } from "@/lib/platform/http/route";
import { markRead } from "@/lib/platform/inbox/mark-read";
import { readInput } from "@/lib/platform/inbox/schema";

export const POST = route(
	{
		summary: "Marks items of your inbox as read or unread",
		permission: "inbox.own",
		body: readInput,
		answers: { 204: null },
	},
	async ({ ctx, body }) => {
		await markRead(ctx, body);
		return new Response(null, { status: 204 });
	},
);
