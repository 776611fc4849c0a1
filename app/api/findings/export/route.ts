import { file, route } from "@/lib/platform/http/route";
import { exportAs, timed } from "@/lib/platform/http/text-stream";
import { exportFindings, exportInput } from "@/lib/triage/findings/export";

export const GET = route(
	"Exports all findings that match",
	{ query: exportInput },
	file("The file, as a stream.", "text/csv", "application/json"),
	(ctx, query) =>
		exportAs(timed("findings", ctx), exportInput, query, (wanted) => exportFindings(ctx, wanted)),
);
