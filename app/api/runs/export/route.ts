import { route } from "@/lib/http/route";
import { textStream, timed } from "@/lib/http/text-stream";
import { exportRuns } from "@/lib/hunts/export-runs";
import { runExportInput } from "@/lib/hunts/schema";

export const GET = route(
	{
		summary: "Exports all runs that match, newest first",
		permission: "hunts.read",
		query: runExportInput,
		answers: { 200: { description: "The file, as a stream.", media: ["text/csv", "application/jsonl"] } },
	},
	async ({ ctx, query }) => await textStream(exportRuns(ctx, query), timed("runs", ctx), query.format),
);
