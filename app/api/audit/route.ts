import { searchAudit } from "@/lib/insights/audit/search";
import { auditPage, auditSearchInput } from "@/lib/platform/audit/schema";
import { route } from "@/lib/platform/http/route";

export const GET = route("Lists rows of the audit", { query: auditSearchInput }, auditPage, searchAudit);
