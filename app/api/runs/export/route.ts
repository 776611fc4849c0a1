import { route } from "@/lib/platform/http/route";
import { textStream, timed } from "@/lib/platform/http/text-stream";
import { runExportInput } from "@/lib/triage/catalogue/schema";
import { exportRuns } from "@/lib/triage/runs/export-runs";

export const GET = route(
	{
		summary: "Exports all runs that match, newest first",
		permission: "hunts.read",
		query: runExportInput,
		answers: { 200: { description: "The file, as a stream.", media: ["text/csv", "application/jsonl"] } },
	},
	async ({ ctx, query }) => await textStream(exportRuns(ctx, query), timed("runs", ctx), query.format),
);
