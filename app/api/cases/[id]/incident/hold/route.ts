import { holdIncident } from "@/lib/outbound/incidents/hold";
import { holdInput, incidentDto } from "@/lib/outbound/incidents/schema";
import { accepted, route, uuid } from "@/lib/platform/http/route";

export const POST = route(
	"Chooses which side to keep after an incident was changed in Microsoft Sentinel",
	{
		id: uuid,
		body: holdInput,
		description: "If it changed again since `seen`, the 409 returns the current state in `incident`.",
	},
	accepted(incidentDto),
	holdIncident,
);
