import { auditChoicesAnswer } from "@/lib/audit/answers";
import { auditChoices } from "@/lib/audit/choices";
import { route } from "@/lib/http/route";

export const GET = route(
	{
		summary: "Lists what the audit can be filtered by",
		permission: "audit.read",
		answers: { 200: auditChoicesAnswer },
	},
	async ({ ctx }) => Response.json(await auditChoices(ctx)),
);
