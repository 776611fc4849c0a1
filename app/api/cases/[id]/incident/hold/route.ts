import { holdIncident } from "@/lib/outbound/incidents/hold";
import { holdInput, incidentDto } from "@/lib/outbound/incidents/schema";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

export const POST = route(
	{
		summary: "Chooses which side to keep after an incident was changed in Microsoft Sentinel",
		description: "If it changed again since `seen`, the 409 returns the current state in `incident`.",
		permission: "cases.work",
		params: uuidParams,
		body: holdInput,
		answers: { 202: incidentDto },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, params, body }) => Response.json(await holdIncident(ctx, params.id, body), { status: 202 }),
);
