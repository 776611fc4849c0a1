import { route } from "@/lib/platform/http/route";
import { previewSlots } from "@/lib/triage/schedules/preview";
import { previewAnswer, previewInput } from "@/lib/triage/schedules/schema";

export const GET = route(
	{
		summary: "Gets the next five slots of a schedule",
		permission: "hunts.read",
		query: previewInput,
		answers: { 200: previewAnswer },
	},
	async ({ ctx, query }) => Response.json(await previewSlots(ctx, query)),
);
