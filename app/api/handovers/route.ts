import { openHandover } from "@/lib/handovers/handovers/open";
import { handoverDetail } from "@/lib/handovers/handovers/schema";
import { route } from "@/lib/platform/http/route";

export const POST = route(
	{
		summary: "Opens the draft of the next handover",
		description: "Returns the existing draft, or a new one that starts where the last handover ended.",
		permission: "handovers.write",
		answers: { 200: handoverDetail },
	},
	async ({ ctx }) => Response.json(await openHandover(ctx)),
);
