import { accepted, route, uuid } from "@/lib/platform/http/route";
import { runSummary } from "@/lib/triage/catalogue/schema";
import { pauseRun } from "@/lib/triage/runs/pause-run";

export const POST = route(
	"Pauses a backfill after the window it is reading",
	{ id: uuid },
	accepted(runSummary),
	pauseRun,
);
