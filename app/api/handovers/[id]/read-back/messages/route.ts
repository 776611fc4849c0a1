import { replyToItem } from "@/lib/handovers/read-back/reply";
import { messageDto, messageInput } from "@/lib/handovers/read-back/schema";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

export const POST = route(
	{
		summary: "Replies in the thread of a handover's item",
		permission: "handovers.write",
		params: uuidParams,
		body: messageInput,
		answers: { 201: messageDto },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, params, body }) => Response.json(await replyToItem(ctx, params.id, body), { status: 201 }),
);
