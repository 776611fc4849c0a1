import { uuidParams } from "@/lib/http/operation";
import { route } from "@/lib/http/route";
import { runSummary } from "@/lib/hunts/answers";
import { continueRun } from "@/lib/hunts/pause-run";

export const POST = route(
	{
		summary: "Takes up a backfill that rests or has failed, where it stopped",
		permission: "hunts.schedule",
		params: uuidParams,
		answers: { 202: runSummary },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, params }) => Response.json(await continueRun(ctx, params.id), { status: 202 }),
);
