import { getIncident } from "@/lib/outbound/incidents/get";
import { requestPush } from "@/lib/outbound/incidents/request";
import { incidentDto } from "@/lib/outbound/incidents/schema";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

export const GET = route(
	{
		summary: "Gets the state of a case in Microsoft Sentinel",
		permission: "cases.read",
		params: uuidParams,
		answers: { 200: incidentDto },
		errors: ["not_found"],
	},
	async ({ ctx, params }) => Response.json(await getIncident(ctx, params.id)),
);

export const POST = route(
	{
		summary: "Pushes a case to Microsoft Sentinel, from now on with every change",
		permission: "cases.work",
		params: uuidParams,
		answers: { 202: incidentDto },
		errors: ["not_found", "not_configured"],
	},
	async ({ ctx, params }) => Response.json(await requestPush(ctx, params.id), { status: 202 }),
);
