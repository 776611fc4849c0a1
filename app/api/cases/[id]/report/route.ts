import { makeReport } from "@/lib/cases/report/make";
import { reportMarkdown } from "@/lib/cases/report/markdown";
import { file, route, uuid } from "@/lib/platform/http/route";
import { saved } from "@/lib/platform/http/text-stream";

export const GET = route(
	"Creates the report of a case, as Markdown",
	{
		id: uuid,
		description: "Evidence is defanged, and what was left out is named at its end. The audit records it.",
	},
	file("The report.", "text/markdown"),
	async (ctx, id) => {
		const report = await makeReport(ctx, id, "markdown");
		return saved(reportMarkdown(report), `case-${report.number}`, "md");
	},
);
