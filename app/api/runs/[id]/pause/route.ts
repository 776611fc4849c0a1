import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";
import { runSummary } from "@/lib/triage/catalogue/schema";
import { pauseRun } from "@/lib/triage/runs/pause-run";

export const POST = route(
	{
		summary: "Pauses a backfill after the window it is reading",
		permission: "hunts.schedule",
		params: uuidParams,
		answers: { 202: runSummary },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, params }) => Response.json(await pauseRun(ctx, params.id), { status: 202 }),
);
