import { replayDead } from "@/lib/outbound/webhooks/replay";
import { replayResult } from "@/lib/outbound/webhooks/schema";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

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
