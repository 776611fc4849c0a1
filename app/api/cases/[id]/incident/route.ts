import { getIncident } from "@/lib/outbound/incidents/get";
import { requestPush } from "@/lib/outbound/incidents/request";
import { incidentDto } from "@/lib/outbound/incidents/schema";
import { accepted, route, uuid } from "@/lib/platform/http/route";

export const GET = route(
	"Gets the state of a case in Microsoft Sentinel",
	{ id: uuid },
	incidentDto,
	getIncident,
);

export const POST = route(
	"Pushes a case to Microsoft Sentinel, from now on with every change",
	{ id: uuid, errors: ["not_configured"] },
	accepted(incidentDto),
	requestPush,
);
