import { searchHandovers } from "@/lib/handovers/review/history";
import { historyInput, historyPage } from "@/lib/handovers/review/schema";
import { route } from "@/lib/platform/http/route";

export const GET = route(
	"Searches signed handovers, newest first",
	{ query: historyInput },
	historyPage,
	searchHandovers,
);
