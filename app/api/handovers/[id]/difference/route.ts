import { handoverDifference } from "@/lib/handovers/review/difference";
import { differenceDto } from "@/lib/handovers/review/schema";
import { route, uuid } from "@/lib/platform/http/route";

export const GET = route(
	"Compares a signed handover with the one before",
	{ id: uuid, errors: ["conflict"] },
	differenceDto,
	handoverDifference,
);
