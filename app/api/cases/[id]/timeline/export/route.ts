import { uuidParams } from "@/lib/http/operation";
import { route } from "@/lib/http/route";
import { textStream } from "@/lib/http/text-stream";
import { exportTimeline } from "@/lib/timeline/export";
import { timelineExportInput } from "@/lib/timeline/schema";

export const GET = route(
	{
		summary: "Exports a case's timeline",
		permission: "cases.read",
		params: uuidParams,
		query: timelineExportInput,
		answers: { 200: { description: "The file, as a stream.", media: ["text/csv", "application/json"] } },
		errors: ["not_found"],
	},
	async ({ ctx, params, query }) =>
		await textStream(exportTimeline(ctx, params.id, query), `timeline-${params.id}`, query.format),
);
