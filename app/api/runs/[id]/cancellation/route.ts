import { etag } from "@/lib/platform/http/etag";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";
import { runSummary } from "@/lib/triage/catalogue/schema";
import { cancelRun } from "@/lib/triage/runs/cancel-run";
import { runVersion } from "@/lib/triage/runs/run-dto";

export const POST = route(
	{
		summary: "Cancels a run",
		description: "If it no longer matches If-Match, the 412 returns the current state in `run`.",
		permission: "hunts.run",
		params: uuidParams,
		answers: { 202: runSummary },
		errors: ["not_found", "conflict"],
		etag: true,
		ifMatch: "optional",
	},
	async ({ ctx, params, ifMatch }) => {
		const run = await cancelRun(ctx, params.id, ifMatch);
		return Response.json(run, { status: 202, headers: { etag: etag(runVersion(run)) } });
	},
);
