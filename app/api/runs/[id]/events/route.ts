import { eventStream } from "@/lib/platform/http/events";
import { events, route, uuid } from "@/lib/platform/http/route";
import { getRun } from "@/lib/triage/runs/get-run";
import { watchRun } from "@/lib/triage/runs/watch-run";

export const GET = route(
	"Streams a run's changes until it ends",
	{ id: uuid },
	events("Events `run`, each with the run as JSON."),
	(ctx, id, { request }) =>
		eventStream(ctx, request, async (sink) => {
			const run = await getRun(ctx, id); // an unknown one is an ordinary 404
			return await watchRun(ctx, run.id, { onRun: (latest) => sink.send("run", latest), onEnd: sink.close });
		}),
);
