import { auditState } from "@/lib/insights/audit/state";
import { auditStateAnswer } from "@/lib/platform/audit/schema";
import { route } from "@/lib/platform/http/route";

export const GET = route(
	"Gets where the audit ends, when it was verified and what protects it",
	{},
	auditStateAnswer,
	auditState,
);
