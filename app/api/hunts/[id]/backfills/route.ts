import { accepted, route } from "@/lib/platform/http/route";
import { backfillInput, huntParams, runSummary } from "@/lib/triage/catalogue/schema";
import { startBackfill } from "@/lib/triage/runs/start-backfill";

export const POST = route(
	"Starts a backfill of a past period, one day at a time",
	{
		id: huntParams.shape.id,
		body: backfillInput,
		description: "While another backfill of the hunt is open, the 409 `already_running` names it in `runId`.",
		errors: ["already_running", "not_configured"],
	},
	accepted(runSummary, ({ id }) => `/api/runs/${id}`),
	startBackfill,
);
