import { etag } from "@/lib/platform/http/etag";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";
import { runSummary } from "@/lib/triage/catalogue/schema";
import { getRun } from "@/lib/triage/runs/get-run";
import { runVersion } from "@/lib/triage/runs/run-dto";

export const GET = route(
	{
		summary: "Gets a run and its progress",
		permission: "hunts.read",
		params: uuidParams,
		answers: { 200: runSummary },
		errors: ["not_found"],
		etag: true,
	},
	async ({ ctx, params }) => {
		const run = await getRun(ctx, params.id);
		return Response.json(run, { headers: { etag: etag(runVersion(run)) } });
	},
);
