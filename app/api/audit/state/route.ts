import { auditStateAnswer } from "@/lib/audit/answers";
import { auditState } from "@/lib/audit/state";
import { route } from "@/lib/http/route";

export const GET = route(
	{
		summary: "Says where the audit ends, when it was verified and what protects it",
		permission: "audit.read",
		answers: { 200: auditStateAnswer },
	},
	async ({ ctx }) => Response.json(await auditState(ctx)),
);
