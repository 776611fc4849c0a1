import { getHandover } from "@/lib/handovers/handovers/get";
import { handoverDetail, summaryInput, written } from "@/lib/handovers/handovers/schema";
import { writeSummary } from "@/lib/handovers/handovers/write-summary";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

export const GET = route(
	{
		summary: "Gets a handover",
		description: "A draft as it is now; a signed one as it was signed.",
		permission: "handovers.read",
		params: uuidParams,
		answers: { 200: handoverDetail },
		errors: ["not_found"],
	},
	async ({ ctx, params }) => Response.json(await getHandover(ctx, params.id)),
);

export const PATCH = route(
	{
		summary: "Writes the summary of a draft",
		description:
			"`was` is the summary as it was read. If it has changed, the 409 returns the current one in `summary`.",
		permission: "handovers.write",
		params: uuidParams,
		body: summaryInput,
		answers: { 200: written },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, params, body }) => Response.json(await writeSummary(ctx, params.id, body)),
);
