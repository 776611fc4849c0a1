import { etag } from "@/lib/platform/http/etag";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";
import { runSummary } from "@/lib/triage/catalogue/schema";
import { cancelRun } from "@/lib/triage/runs/cancel-run";
import { runVersion } from "@/lib/triage/runs/run-dto";

export const POST = route(
	{
		summary: "Asks a run to stop",
		description: "When it is no longer as If-Match says, the 412 carries it as it stands now, in `run`.",
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
