import { uuidParams } from "@/lib/http/operation";
import { route } from "@/lib/http/route";
import { replayDead } from "@/lib/webhooks/replay";
import { replayResult } from "@/lib/webhooks/schema";

export const POST = route(
	{
		summary: "Sends all dead deliveries of a webhook again",
		permission: "webhooks.manage",
		params: uuidParams,
		answers: { 202: replayResult },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, params }) => Response.json(await replayDead(ctx, params.id), { status: 202 }),
);
