import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";
import { runSummary } from "@/lib/triage/catalogue/schema";
import { continueRun } from "@/lib/triage/runs/pause-run";

export const POST = route(
	{
		summary: "Resumes a paused or failed backfill where it stopped",
		permission: "hunts.schedule",
		params: uuidParams,
		answers: { 202: runSummary },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, params }) => Response.json(await continueRun(ctx, params.id), { status: 202 }),
);
