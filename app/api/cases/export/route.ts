import { caseExportInput, exportCases } from "@/lib/cases/cases/export";
import { file, route } from "@/lib/platform/http/route";
import { exportAs, timed } from "@/lib/platform/http/text-stream";

export const GET = route(
	"Exports all cases that match",
	{ query: caseExportInput },
	file("The file, as a stream.", "text/csv", "application/jsonl"),
	(ctx, query) => exportAs(timed("cases", ctx), caseExportInput, query, (wanted) => exportCases(ctx, wanted)),
);
