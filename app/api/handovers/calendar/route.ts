import { calendarOfHandovers } from "@/lib/handover-review/calendar";
import { calendarInput, handoverCalendar } from "@/lib/handover-review/schema";
import { route } from "@/lib/http/route";

export const GET = route(
	{
		summary: "Lists the signed handovers of a span of time, and the time that none covers",
		permission: "handovers.read",
		query: calendarInput,
		answers: { 200: handoverCalendar },
	},
	async ({ ctx, query }) => Response.json(await calendarOfHandovers(ctx, query)),
);
