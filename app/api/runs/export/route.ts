import { file, route } from "@/lib/platform/http/route";
import { exportAs, timed } from "@/lib/platform/http/text-stream";
import { runExportInput } from "@/lib/triage/catalogue/schema";
import { exportRuns } from "@/lib/triage/runs/export-runs";

export const GET = route(
	"Exports all runs that match, newest first",
	{ query: runExportInput },
	file("The file, as a stream.", "text/csv", "application/jsonl"),
	(ctx, query) => exportAs(timed("runs", ctx), runExportInput, query, (wanted) => exportRuns(ctx, wanted)),
);
