import { parseInput } from "@/lib/core/input/parse";
import { accepted, route } from "@/lib/platform/http/route";
import { huntParams, runInput, runPage, runPageInput, runSummary } from "@/lib/triage/catalogue/schema";
import { listRuns } from "@/lib/triage/runs/list-runs";
import { startRun } from "@/lib/triage/runs/start-run";

export const GET = route(
	"Lists a hunt's runs, newest first",
	{ id: huntParams.shape.id, query: runPageInput, unknownIsEmpty: true },
	runPage,
	(ctx, hunt, query) => listRuns(ctx, { ...parseInput(runPageInput, query), hunt }),
);

export const POST = route(
	"Queues a run of a hunt over a window",
	{
		id: huntParams.shape.id,
		body: runInput,
		description: "While the hunt is running, the 409 `already_running` names that run in `runId`.",
		errors: ["already_running", "not_configured"],
	},
	accepted(runSummary, ({ id }) => `/api/runs/${id}`),
	startRun,
);
