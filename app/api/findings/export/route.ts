import { exportFindings, exportInput } from "@/lib/findings/export";
import { route } from "@/lib/http/route";
import { textStream } from "@/lib/http/text-stream";

export const GET = route(
	{
		summary: "Exports all findings that match",
		permission: "findings.read",
		query: exportInput,
		answers: { 200: { description: "The file, as a stream.", media: ["text/csv", "application/json"] } },
	},
	async ({ ctx, query }) => {
		const at = ctx.now().toISOString().slice(0, 16).replaceAll(":", "");
		return await textStream(exportFindings(ctx, query), `findings-${at}Z`, query.format);
	},
);
