import { exportAudit } from "@/lib/insights/audit/export";
import { headText } from "@/lib/platform/audit/chain";
import { auditExportInput } from "@/lib/platform/audit/schema";
import { file, route } from "@/lib/platform/http/route";
import { textStream, timed } from "@/lib/platform/http/text-stream";

export const GET = route(
	"Exports all rows of the audit that match, oldest first",
	{
		query: auditExportInput,
		description: "`X-Audit-Head` says where the chain ended: note it for a later verification.",
		errors: ["unavailable"],
	},
	file("The file, as a stream.", "application/jsonl", "text/csv"),
	async (ctx, query) => {
		const { head, format, chunks } = await exportAudit(ctx, query);
		return await textStream(chunks, timed("audit", ctx), format, { "x-audit-head": headText(head) });
	},
);
