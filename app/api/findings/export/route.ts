import { exportFindings, exportInput } from "@/lib/findings/export";
import { route } from "@/lib/http/route";
import { textStream, timed } from "@/lib/http/text-stream";

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
