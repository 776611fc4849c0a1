import { eventStream } from "@/lib/http/events";
import { route } from "@/lib/http/route";
import { getRun } from "@/lib/hunts/get-run";
import { watchRun } from "@/lib/hunts/watch-run";

export const GET = route<{ id: string }>(async ({ ctx, request, params }) => {
	// Before the stream begins an unknown run is an ordinary 404.
	const run = await getRun(ctx, params.id);
	return eventStream(request, (sink) =>
		watchRun(ctx, run.id, {
			onRun: (latest) => sink.send("run", latest),
			onEnd: () => sink.close(),
		}),
	);
});
