import { exportTimeline } from "@/lib/cases/timeline/export";
import { timelineExportInput } from "@/lib/cases/timeline/schema";
import { file, route, uuid } from "@/lib/platform/http/route";
import { exportAs } from "@/lib/platform/http/text-stream";

export const GET = route(
	"Exports a case's timeline",
	{ id: uuid, query: timelineExportInput },
	file("The file, as a stream.", "text/csv", "application/json"),
	(ctx, id, query) =>
		exportAs(`timeline-${id}`, timelineExportInput, query, (wanted) => exportTimeline(ctx, id, wanted)),
);
