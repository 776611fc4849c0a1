import { measureCases, measuresCsv } from "@/lib/cases/deadlines/measure";
import { measuresInput } from "@/lib/cases/deadlines/schema";
import { route } from "@/lib/platform/http/route";

export const GET = route(
	{
		summary: "Exports how long cases took, as CSV",
		permission: "cases.read",
		query: measuresInput,
		answers: { 200: { description: "The file.", media: ["text/csv"] } },
	},
	async ({ ctx, query }) =>
		new Response(measuresCsv(await measureCases(ctx, query)), {
			headers: {
				"content-type": "text/csv; charset=utf-8",
				"content-disposition": 'attachment; filename="case-measures.csv"',
				"cache-control": "no-store",
			},
		}),
);
