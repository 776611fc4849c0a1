import { eventStream } from "@/lib/http/events";
import { route } from "@/lib/http/route";
import { liveInput } from "@/lib/live/schema";
import { watchLive } from "@/lib/live/watch";

/** Then the page connects again, and is asked anew who it is and what it may see; in milliseconds. */
const LONGEST_MS = 300_000;

export const GET = route(
	{
		summary: "Tells an open page what changes",
		description:
			"`cases` with an id, `findings` with those decided as they stand now (null: too many), `inbox`, `looking` with who else looks at the case given, `refresh` when something may have been missed. Ends after five minutes.",
		permission: "findings.read",
		query: liveInput,
		answers: { 200: { description: "Events, each with JSON.", media: ["text/event-stream"] } },
		errors: ["not_found"],
	},
	async ({ ctx, query, request }) => {
		const early: [string, unknown][] = [];
		let tell: (event: string, data: unknown) => void = (...event) => early.push(event);
		// Before the stream begins an unknown case is an ordinary 404.
		const stop = await watchLive(ctx, query, { onEvent: (event, data) => tell(event, data) });
		return eventStream(request, async (sink) => {
			tell = sink.send;
			for (const [event, data] of early) sink.send(event, data);
			const timer = setTimeout(sink.close, LONGEST_MS);
			return () => {
				clearTimeout(timer);
				stop();
			};
		});
	},
);
