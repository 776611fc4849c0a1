import { route } from "@/lib/platform/http/route";
import { textStream, timed } from "@/lib/platform/http/text-stream";
import { exportFindings, exportInput } from "@/lib/triage/findings/export";

export const GET = route(
	{
		summary: "Exports all findings that match",
		permission: "findings.read",
		query: exportInput,
		answers: { 200: { description: "The file, as a stream.", media: ["text/csv", "application/json"] } },
	},
	async ({ ctx, query }) =>
		await textStream(exportFindings(ctx, query), timed("findings", ctx), query.format),
);
