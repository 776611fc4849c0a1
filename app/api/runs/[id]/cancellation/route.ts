import { route, uuid, versioned } from "@/lib/platform/http/route";
import { runSummary } from "@/lib/triage/catalogue/schema";
import { cancelRun } from "@/lib/triage/runs/cancel-run";
import { runVersion } from "@/lib/triage/runs/run-dto";

export const POST = route(
	"Cancels a run",
	{
		id: uuid,
		ifMatch: "optional",
		description: "If it no longer matches If-Match, the 412 returns the current state in `run`.",
	},
	versioned(runSummary, runVersion, 202),
	(ctx, id, { ifMatch }) => cancelRun(ctx, id, ifMatch),
);
