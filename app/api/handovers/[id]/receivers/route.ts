import { listReceivers } from "@/lib/handovers/handovers/list-receivers";
import { receiverChoices } from "@/lib/handovers/handovers/schema";
import { nameReceivers } from "@/lib/handovers/read-back/name-receivers";
import { readBackDto, receiversInput } from "@/lib/handovers/read-back/schema";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

export const GET = route(
	{
		summary: "Lists who can acknowledge a handover, and who is suggested",
		description: "Suggested are the people that the plan names for the shift that follows, else every lead.",
		permission: "handovers.write",
		params: uuidParams,
		answers: { 200: receiverChoices },
		errors: ["not_found"],
	},
	async ({ ctx, params }) => Response.json(await listReceivers(ctx, params.id)),
);

export const PUT = route(
	{
		summary: "Sets who has to acknowledge a signed handover",
		description:
			"New receivers are notified. If the handover changed since `version`, the 409 returns it in `readBack`.",
		permission: "handovers.write",
		params: uuidParams,
		body: receiversInput,
		answers: { 200: readBackDto },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, params, body }) => Response.json(await nameReceivers(ctx, params.id, body)),
);
