import { calendarOfHandovers } from "@/lib/handovers/review/calendar";
import { calendarInput, handoverCalendar } from "@/lib/handovers/review/schema";
import { route } from "@/lib/platform/http/route";

export const GET = route(
	"Lists the signed handovers of a span of time, and the time that none covers",
	{ query: calendarInput },
	handoverCalendar,
	calendarOfHandovers,
);
