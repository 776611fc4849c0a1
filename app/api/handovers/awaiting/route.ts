import { route } from "@/lib/http/route";
import { awaitingHandovers } from "@/lib/read-back/awaiting";
import { awaitingDto } from "@/lib/read-back/schema";

export const GET = route(
	{
		summary: "Lists handovers that wait for one's own acknowledgement",
		permission: "inbox.own",
		answers: { 200: awaitingDto },
	},
	async ({ ctx }) => Response.json(await awaitingHandovers(ctx)),
);
