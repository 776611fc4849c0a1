import { route, uuid, versioned } from "@/lib/platform/http/route";
import { runSummary } from "@/lib/triage/catalogue/schema";
import { getRun } from "@/lib/triage/runs/get-run";
import { runVersion } from "@/lib/triage/runs/run-dto";

export const GET = route(
	"Gets a run and its progress",
	{ id: uuid },
	versioned(runSummary, runVersion),
	getRun,
);
