import { searchAudit } from "@/lib/insights/audit/search";
import { auditPage, auditSearchInput } from "@/lib/platform/audit/schema";
import { route } from "@/lib/platform/http/route";

export const GET = route(
	{
		summary: "Lists rows of the audit",
		permission: "audit.read",
		query: auditSearchInput,
		answers: { 200: auditPage },
	},
	async ({ ctx, query }) => Response.json(await searchAudit(ctx, query)),
);
