import { watchHandover } from "@/lib/handovers/handovers/watch";
import { eventStream } from "@/lib/platform/http/events";
import { events, route, uuid } from "@/lib/platform/http/route";

export const GET = route(
	"Streams an event each time a handover changes",
	{ id: uuid },
	events("Events `changed`, without data."),
	(ctx, id, { request }) =>
		eventStream(ctx, request, async (sink) => {
			const send = () => sink.send("changed", null);
			const stop = await watchHandover(ctx, id, send);
			send();
			return stop;
		}),
);
