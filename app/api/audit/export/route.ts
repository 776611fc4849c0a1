import { headText } from "@/lib/audit/chain";
import { exportAudit } from "@/lib/audit/export";
import { auditExportInput } from "@/lib/audit/schema";
import { route } from "@/lib/http/route";

const CONTENT_TYPE = { csv: "text/csv; charset=utf-8", jsonl: "application/jsonl; charset=utf-8" } as const;

export const GET = route(
	{
		summary: "Exports all rows of the audit that match, oldest first",
		description: "`X-Audit-Head` says where the chain ended: note it for a later verification.",
		permission: "audit.read",
		query: auditExportInput,
		answers: { 200: { description: "The file, as a stream.", media: ["application/jsonl", "text/csv"] } },
		errors: ["unavailable"],
	},
	async ({ ctx, query }) => {
		const { head, format, chunks } = await exportAudit(ctx, query);
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
	},
);
