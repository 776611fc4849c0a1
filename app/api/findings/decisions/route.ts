import { decide } from "@/lib/decisions/decide";
import { decisionInput, decisionResult } from "@/lib/decisions/schema";
import { route } from "@/lib/platform/http/route";

export const POST = route(
	{
		summary: "Decides findings, by id and version or all that match a filter",
		description:
			"What has changed since it was read is left alone and comes back as a conflict, as it stands now: " +
			"read `outcomes`.",
		permission: "findings.decide",
		body: decisionInput,
		answers: { 200: decisionResult },
		errors: ["too_large"],
	},
	async ({ ctx, body }) => Response.json(await decide(ctx, body)),
);
