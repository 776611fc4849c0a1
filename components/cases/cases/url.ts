import { z } from "zod";
import * as kit from "@/components/parts/filters/url-params";
import { CASE_FILTERS, CASE_SORTS, type CaseFilter } from "@/lib/cases/cases/schema";
import { CASE_STATUSES } from "@/lib/core/case-status";
import { list } from "@/lib/core/filters";

const { severity, tag, text } = CASE_FILTERS;
const owner = z.union([z.uuid(), z.enum(["me", "none"])]);

/** What the address of the cases' page holds. */
export const CASES_URL = {
	filters: { severity, owner: list("Owner", owner, "The id of a person, me or none."), tag },
	state: {
		view: kit.choice(["board", "table"], "board"),
		status: kit.choice(["active", "closed", "all"], "active"),
		group: kit.choice(["none", "owner", "severity"], "none"),
		sort: kit.choice(CASE_SORTS, "updatedAt"),
		order: kit.choice(["asc", "desc"], "desc"),
		q: kit.param(text.schema.unwrap(), text.expected, ""),
	},
};
export type CasesUrl = kit.UrlOf<typeof CASES_URL>;

/** The filter for the verbs. A board shows every status, so it takes none. */
export function toCaseFilter({ view, status, filter }: CasesUrl, me: string): Partial<CaseFilter> {
	return {
		...filter,
		...(view === "board" || status === "all"
			? {}
			: { status: CASE_STATUSES.filter((each) => (each === "closed") === (status === "closed")) }),
		...(filter.owner && { owner: filter.owner.map((each) => (each === "me" ? me : each)) }),
	};
}
