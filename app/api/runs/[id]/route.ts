import { etag } from "@/lib/http/etag";
import { uuidParams } from "@/lib/http/operation";
import { route } from "@/lib/http/route";
import { runSummary } from "@/lib/hunts/answers";
import { getRun } from "@/lib/hunts/get-run";
import { runVersion } from "@/lib/hunts/run-dto";

export const GET = route(
	{
		summary: "Gives a run and how far it is",
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
