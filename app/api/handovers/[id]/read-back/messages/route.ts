import { uuidParams } from "@/lib/http/operation";
import { route } from "@/lib/http/route";
import { replyToItem } from "@/lib/read-back/reply";
import { messageDto, messageInput } from "@/lib/read-back/schema";

export const POST = route(
	{
		summary: "Says something in the thread of a handover's item",
		permission: "handovers.write",
		params: uuidParams,
		body: messageInput,
		answers: { 201: messageDto },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, params, body }) => Response.json(await replyToItem(ctx, params.id, body), { status: 201 }),
);
