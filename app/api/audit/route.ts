import { auditPage } from "@/lib/audit/answers";
import { auditSearchInput } from "@/lib/audit/schema";
import { searchAudit } from "@/lib/audit/search";
import { route } from "@/lib/http/route";

export const GET = route(
	{
		summary: "Lists rows of the audit",
		permission: "audit.read",
		query: auditSearchInput,
		answers: { 200: auditPage },
	},
	async ({ ctx, query }) => Response.json(await searchAudit(ctx, query)),
);
