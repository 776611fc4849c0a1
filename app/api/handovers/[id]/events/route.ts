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
	async ({ ctx, request, params }) => {
		let send: () => void = () => undefined;
		// Before the stream begins an unknown handover is an ordinary 404.
		const stop = await watchHandover(ctx, params.id, () => send());
		return eventStream(request, async (sink) => {
			send = () => sink.send("changed", null);
			send();
			return stop;
		});
	},
);
