import { sinceDto } from "@/lib/handovers/review/schema";
import { sinceHandover } from "@/lib/handovers/review/since";
import { route, uuid } from "@/lib/platform/http/route";

export const GET = route(
	"Gets what happened to each item of a signed handover since it was signed",
	{ id: uuid, errors: ["conflict"] },
	sinceDto,
	sinceHandover,
);
