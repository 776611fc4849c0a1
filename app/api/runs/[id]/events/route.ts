import { eventStream } from "@/lib/http/events";
import { uuidParams } from "@/lib/http/operation";
import { route } from "@/lib/http/route";
import { getRun } from "@/lib/hunts/get-run";
import { watchRun } from "@/lib/hunts/watch-run";

export const GET = route(
	{
		summary: "Tells a run's changes until it ends",
		permission: "hunts.read",
		params: uuidParams,
		answers: {
			200: { description: "Events `run`, each with the run as JSON.", media: ["text/event-stream"] },
		},
		errors: ["not_found"],
	},
	async ({ ctx, request, params }) => {
		// Before the stream begins an unknown run is an ordinary 404.
		const run = await getRun(ctx, params.id);
		return eventStream(request, (sink) =>
			watchRun(ctx, run.id, {
				onRun: (latest) => sink.send("run", latest),
				onEnd: () => sink.close(),
			}),
		);
	},
);
