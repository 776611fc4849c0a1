import { route } from "@/lib/platform/http/route";
import { huntParams, runInput, runPage, runPageInput, runSummary } from "@/lib/triage/catalogue/schema";
import { listRuns } from "@/lib/triage/runs/list-runs";
import { startRun } from "@/lib/triage/runs/start-run";

export const GET = route(
	{
		summary: "Lists a hunt's runs, newest first",
		permission: "hunts.read",
		params: huntParams,
		query: runPageInput,
		answers: { 200: runPage },
	},
	async ({ ctx, params, query }) => Response.json(await listRuns(ctx, { ...query, hunt: params.id })),
);

export const POST = route(
	{
		summary: "Queues a run of a hunt over a window",
		description: "While the hunt is running, the 409 `already_running` names that run in `runId`.",
		permission: "hunts.run",
		params: huntParams,
		body: runInput,
		answers: { 202: runSummary },
		errors: ["not_found", "already_running", "not_configured"],
	},
	async ({ ctx, params, body }) => {
		const run = await startRun(ctx, params.id, body);
		return Response.json(run, { status: 202, headers: { location: `/api/runs/${run.id}` } });
	},
);
