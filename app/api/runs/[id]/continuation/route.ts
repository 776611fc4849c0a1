import { accepted, route, uuid } from "@/lib/platform/http/route";
import { runSummary } from "@/lib/triage/catalogue/schema";
import { continueRun } from "@/lib/triage/runs/pause-run";

export const POST = route(
	"Resumes a paused or failed backfill where it stopped",
	{ id: uuid },
	accepted(runSummary),
	continueRun,
);
