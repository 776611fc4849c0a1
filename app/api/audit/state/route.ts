import { auditState } from "@/lib/insights/audit/state";
import { auditStateAnswer } from "@/lib/platform/audit/schema";
import { route } from "@/lib/platform/http/route";

export const GET = route(
	{
		summary: "Gets where the audit ends, when it was verified and what protects it",
		permission: "audit.read",
		answers: { 200: auditStateAnswer },
	},
	async ({ ctx }) => Response.json(await auditState(ctx)),
);
