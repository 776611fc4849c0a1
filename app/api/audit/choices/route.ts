import { auditChoices } from "@/lib/insights/audit/choices";
import { auditChoicesAnswer } from "@/lib/platform/audit/schema";
import { route } from "@/lib/platform/http/route";

export const GET = route("Lists what the audit can be filtered by", {}, auditChoicesAnswer, auditChoices);
