import { exportTimeline } from "@/lib/cases/timeline/export";
import { timelineExportInput } from "@/lib/cases/timeline/schema";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";
import { textStream } from "@/lib/platform/http/text-stream";

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
