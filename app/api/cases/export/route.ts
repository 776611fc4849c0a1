import { caseExportInput, exportCases } from "@/lib/cases/cases/export";
import { route } from "@/lib/platform/http/route";
import { textStream, timed } from "@/lib/platform/http/text-stream";

export const GET = route(
	{
		summary: "Exports all cases that match",
		permission: "cases.read",
		query: caseExportInput,
		answers: { 200: { description: "The file, as a stream.", media: ["text/csv", "application/jsonl"] } },
	},
	async ({ ctx, query }) => await textStream(exportCases(ctx, query), timed("cases", ctx), query.format),
);
