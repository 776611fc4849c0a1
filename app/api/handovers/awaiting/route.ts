import { awaitingHandovers } from "@/lib/handovers/read-back/awaiting";
import { awaitingDto } from "@/lib/handovers/read-back/schema";
import { route } from "@/lib/platform/http/route";

export const GET = route(
	{
		summary: "Lists handovers that wait for your acknowledgement",
		permission: "inbox.own",
		answers: { 200: awaitingDto },
	},
	async ({ ctx }) => Response.json(await awaitingHandovers(ctx)),
);
