import { timelinePage } from "@/lib/cases/timeline/answers";
import { listTimeline } from "@/lib/cases/timeline/list";
import { timelineInput } from "@/lib/cases/timeline/schema";
import { route, uuid } from "@/lib/platform/http/route";

export const GET = route(
	"Lists what happened in a case, in order of time",
	{ id: uuid, query: timelineInput },
	timelinePage,
	listTimeline,
);
