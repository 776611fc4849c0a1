import { eventStream } from "@/lib/http/events";
import { uuidParams } from "@/lib/http/operation";
import { route } from "@/lib/http/route";
import { getReadBack } from "@/lib/read-back/read-back";
import { watchReadBack } from "@/lib/read-back/watch";

export const GET = route(
	{
		summary: "Tells each time something was said about a handover",
		permission: "handovers.read",
		params: uuidParams,
		answers: { 200: { description: "Events `changed`; read anew then.", media: ["text/event-stream"] } },
		errors: ["not_found"],
	},
	async ({ ctx, request, params }) => {
		// Before the stream begins an unknown handover is an ordinary 404.
		await getReadBack(ctx, params.id);
		return eventStream(request, (sink) => watchReadBack(ctx, params.id, () => sink.send("changed", {})));
	},
);
