import { exportAudit } from "@/lib/insights/audit/export";
import { headText } from "@/lib/platform/audit/chain";
import { auditExportInput } from "@/lib/platform/audit/schema";
import { route } from "@/lib/platform/http/route";
import { textStream, timed } from "@/lib/platform/http/text-stream";

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
		return await textStream(chunks, timed("audit", ctx), format, { "x-audit-head": headText(head) });
	},
);
