import { watchHandover } from "@/lib/handovers/handovers/watch";
import { eventStream } from "@/lib/platform/http/events";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

export const GET = route(
	{
		summary: "Streams an event each time a handover changes",
		permission: "handovers.read",
		params: uuidParams,
		answers: {
			200: { description: "Events `changed`, without data.", media: ["text/event-stream"] },
		},
		errors: ["not_found"],
	},
	({ ctx, request, params }) =>
		eventStream(ctx, request, async (sink) => {
			const send = () => sink.send("changed", null);
			const stop = await watchHandover(ctx, params.id, send);
			send();
			return stop;
		}),
);
