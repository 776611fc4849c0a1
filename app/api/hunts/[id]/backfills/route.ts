import { route } from "@/lib/platform/http/route";
import { backfillInput, huntParams, runSummary } from "@/lib/triage/catalogue/schema";
import { startBackfill } from "@/lib/triage/runs/start-backfill";

export const POST = route(
	{
		summary: "Starts a backfill of a past period, one day at a time",
		description: "While another backfill of the hunt is open, the 409 `already_running` names it in `runId`.",
		permission: "hunts.schedule",
		params: huntParams,
		body: backfillInput,
		answers: { 202: runSummary },
		errors: ["not_found", "already_running", "not_configured"],
	},
	async ({ ctx, params, body }) => {
		const run = await startBackfill(ctx, params.id, body);
		return Response.json(run, { status: 202, headers: { location: `/api/runs/${run.id}` } });
	},
);
