import { liveInput } from "@/lib/insights/live/schema";
import { watchLive } from "@/lib/insights/live/watch";
import { eventStream } from "@/lib/platform/http/events";
import { events, route } from "@/lib/platform/http/route";

/** Then the page connects again, and is asked again who it is and what it may see; in milliseconds. */
const LONGEST_MS = 300_000;

export const GET = route(
	"Streams changes to an open page",
	{
		query: liveInput,
		description:
			"`cases` with an id, `findings` with the current state of those decided (null: too many), `inbox`, `looking` with who else is viewing the given case, `refresh` when something may have been missed. Ends after five minutes.",
		errors: ["not_found"],
	},
	events("Events, each with JSON."),
	(ctx, query, { request }) =>
		eventStream(ctx, request, async (sink) => {
			const stop = await watchLive(ctx, query, { onEvent: sink.send });
			const timer = setTimeout(sink.close, LONGEST_MS);
			return () => {
				clearTimeout(timer);
				stop();
			};
		}),
);
