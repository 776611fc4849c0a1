import { route } from "@/lib/platform/http/route";
import { runFilter, runHistoryAnswer } from "@/lib/triage/catalogue/schema";
import { runHistory } from "@/lib/triage/runs/run-history";

export const GET = route(
	"Sums up the runs that match by hour, day or week",
	{ query: runFilter, description: "Without `from`, of the last 30 days." },
	runHistoryAnswer,
	runHistory,
);
