import { addAddendum } from "@/lib/handovers/read-back/add-addendum";
import { addendumDto, addendumInput } from "@/lib/handovers/read-back/schema";
import { created, route, uuid } from "@/lib/platform/http/route";

export const POST = route(
	"Adds an addendum to a signed handover",
	{ id: uuid, body: addendumInput },
	created(addendumDto),
	addAddendum,
);
