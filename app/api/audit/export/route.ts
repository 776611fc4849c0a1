import { headText } from "@/lib/audit/chain";
import { exportAudit } from "@/lib/audit/export";
import { searchRecord } from "@/lib/http/parse";
import { route } from "@/lib/http/route";

const CONTENT_TYPE = { csv: "text/csv; charset=utf-8", jsonl: "application/jsonl; charset=utf-8" } as const;

/** The file, and in a header where the chain ended: the head to note for a later verification. */
export const GET = route(async ({ ctx, url }) => {
	const { head, format, chunks } = await exportAudit(ctx, searchRecord(url.searchParams));
	const encoder = new TextEncoder();
	const body = new ReadableStream<Uint8Array>({
		async pull(controller) {
			const { done, value } = await chunks.next();
			if (done) controller.close();
			else controller.enqueue(encoder.encode(value));
		},
		cancel: async () => void (await chunks.return(undefined)),
	});
	const name = `audit-${ctx.now().toISOString().slice(0, 16).replaceAll(":", "")}Z.${format}`;
	return new Response(body, {
		headers: {
			"content-type": CONTENT_TYPE[format],
			"content-disposition": `attachment; filename="${name}"`,
			"cache-control": "no-store",
			"x-audit-head": headText(head),
		},
	});
});
