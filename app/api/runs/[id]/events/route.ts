import { eventStream } from "@/lib/platform/http/events";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";
import { getRun } from "@/lib/triage/runs/get-run";
import { watchRun } from "@/lib/triage/runs/watch-run";

export const GET = route(
	{
		summary: "Streams a run's changes until it ends",
		permission: "hunts.read",
		params: uuidParams,
		answers: {
			200: { description: "Events `run`, each with the run as JSON.", media: ["text/event-stream"] },
		},
		errors: ["not_found"],
	},
	({ ctx, request, params }) =>
		eventStream(ctx, request, async (sink) => {
			const run = await getRun(ctx, params.id); // an unknown one is an ordinary 404
			return await watchRun(ctx, run.id, {
				onRun: (latest) => sink.send("run", latest),
				onEnd: sink.close,
			});
		}),
);
