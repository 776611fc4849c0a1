import * as kit from "@/components/parts/filters/url-params";
import { AUDIT_FILTERS, auditSearchInput } from "@/lib/platform/audit/schema";

/** What the page's address holds. */
export const AUDIT_URL = {
	filters: AUDIT_FILTERS,
	state: {
		last: kit.last,
		order: kit.choice(["asc", "desc"], "desc"),
		/** Number of the row that is open. */
		row: kit.param(auditSearchInput.shape.cursor.unwrap(), "The number of a row.", null),
	},
};
export type AuditUrl = kit.UrlOf<typeof AUDIT_URL>;
