import { openHandover } from "@/lib/handovers/handovers/open";
import { handoverDetail } from "@/lib/handovers/handovers/schema";
import { route } from "@/lib/platform/http/route";

export const POST = route(
	"Opens the draft of the next handover",
	{ description: "Returns the existing draft, or a new one that starts where the last handover ended." },
	handoverDetail,
	openHandover,
);
