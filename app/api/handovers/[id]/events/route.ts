import { watchHandover } from "@/lib/handovers/watch";
import { eventStream } from "@/lib/http/events";
import { uuidParams } from "@/lib/http/operation";
import { route } from "@/lib/http/route";

export const GET = route(
	{
		summary: "Tells when somebody changes a handover",
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
