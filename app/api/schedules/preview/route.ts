import { route } from "@/lib/platform/http/route";
import { previewSlots } from "@/lib/triage/schedules/preview";
import { previewAnswer, previewInput } from "@/lib/triage/schedules/schema";

export const GET = route(
	"Gets the next five slots of a schedule",
	{ query: previewInput },
	previewAnswer,
	previewSlots,
);
