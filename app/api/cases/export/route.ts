import { caseExportInput, exportCases } from "@/lib/cases/export";
import { route } from "@/lib/http/route";

const CONTENT_TYPE = { csv: "text/csv; charset=utf-8", jsonl: "application/x-ndjson" } as const;

export const GET = route(
	{
		summary: "Exports all cases that match",
		permission: "cases.read",
		query: caseExportInput,
		answers: { 200: { description: "The file, as a stream.", media: Object.values(CONTENT_TYPE) } },
	},
	async ({ ctx, query }) => {
		const chunks = exportCases(ctx, query);
		// The first chunk is read before the answer begins, so that a wrong filter is still a problem document.
		const first = await chunks.next();
		const encoder = new TextEncoder();
		const body = new ReadableStream<Uint8Array>({
			start(controller) {
				if (!first.done) controller.enqueue(encoder.encode(first.value));
			},
			async pull(controller) {
				const { done, value } = await chunks.next();
				if (done) controller.close();
				else controller.enqueue(encoder.encode(value));
			},
		});
		const name = `cases-${ctx.now().toISOString().slice(0, 16).replaceAll(":", "")}Z.${query.format}`;
		return new Response(body, {
			headers: {
				"content-type": CONTENT_TYPE[query.format],
				"content-disposition": `attachment; filename="${name}"`,
				"cache-control": "no-store",
			},
		});
	},
);
