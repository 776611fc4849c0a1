import { route } from "@/lib/http/route";
import { exportRuns } from "@/lib/hunts/export-runs";
import { runExportInput } from "@/lib/hunts/schema";

const CONTENT_TYPE = { csv: "text/csv; charset=utf-8", jsonl: "application/jsonl; charset=utf-8" } as const;

export const GET = route(
	{
		summary: "Exports all runs that match, newest first",
		permission: "hunts.read",
		query: runExportInput,
		answers: { 200: { description: "The file, as a stream.", media: ["text/csv", "application/jsonl"] } },
	},
	async ({ ctx, query }) => {
		const chunks = exportRuns(ctx, query);
		const encoder = new TextEncoder();
		const body = new ReadableStream<Uint8Array>({
			async pull(controller) {
				const { done, value } = await chunks.next();
				if (done) controller.close();
				else controller.enqueue(encoder.encode(value));
			},
			cancel: async () => void (await chunks.return(undefined)),
		});
		const name = `runs-${ctx.now().toISOString().slice(0, 16).replaceAll(":", "")}Z.${query.format}`;
		return new Response(body, {
			headers: {
				"content-type": CONTENT_TYPE[query.format],
				"content-disposition": `attachment; filename="${name}"`,
				"cache-control": "no-store",
			},
		});
	},
);
