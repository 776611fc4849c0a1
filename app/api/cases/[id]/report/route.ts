import { makeReport } from "@/lib/cases/report/make";
import { reportMarkdown } from "@/lib/cases/report/markdown";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

export const GET = route(
	{
		summary: "Creates the report of a case, as Markdown",
		description: "Evidence is defanged, and what was left out is named at its end. The audit records it.",
		permission: "cases.read",
		params: uuidParams,
		answers: { 200: { description: "The report.", media: ["text/markdown"] } },
		errors: ["not_found"],
	},
	async ({ ctx, params }) => {
		const report = await makeReport(ctx, params.id, "markdown");
		return new Response(reportMarkdown(report), {
			headers: {
				"content-type": "text/markdown; charset=utf-8",
				"content-disposition": `attachment; filename="case-${report.number}.md"`,
				"cache-control": "no-store",
			},
		});
	},
);
