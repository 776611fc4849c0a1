import { auditChoices } from "@/lib/insights/audit/choices";
import { auditChoicesAnswer } from "@/lib/platform/audit/schema";
import { route } from "@/lib/platform/http/route";

export const GET = route(
	{
		summary: "Lists what the audit can be filtered by",
		permission: "audit.read",
		answers: { 200: auditChoicesAnswer },
	},
	async ({ ctx }) => Response.json(await auditChoices(ctx)),
);
