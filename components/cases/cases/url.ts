import { parseAsString, parseAsStringLiteral } from "nuqs";
import { CASE_SORTS, type CaseFilter, type CaseListInput } from "@/lib/cases/cases/schema";
import { CASE_SEVERITIES, CASE_STATUSES } from "@/lib/core/case-status";

/** The address of the cases' page: the only home of its state. What does not fit falls back to the default. */
export const CASES_PARAMS = {
	view: parseAsStringLiteral(["board", "table"]).withDefault("board"),
	status: parseAsStringLiteral(["active", "closed", "all"]).withDefault("active"),
	severity: parseAsStringLiteral(CASE_SEVERITIES),
	/** A person's id, `me` or `none`. */
	owner: parseAsString,
	tag: parseAsString,
	group: parseAsStringLiteral(["none", "owner", "severity"]).withDefault("none"),
	sort: parseAsStringLiteral(CASE_SORTS).withDefault("updatedAt"),
	order: parseAsStringLiteral(["asc", "desc"]).withDefault("desc"),
	q: parseAsString.withDefault(""),
};

export interface CasesUrl {
	readonly view: "board" | "table";
	readonly status: "active" | "closed" | "all";
	readonly severity: (typeof CASE_SEVERITIES)[number] | null;
	readonly owner: string | null;
	readonly tag: string | null;
	readonly group: "none" | "owner" | "severity";
	readonly sort: (typeof CASE_SORTS)[number];
	readonly order: "asc" | "desc";
	readonly q: string;
}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** The filter for the verbs. A board shows every status, so it takes none. */
export function toCaseFilter(url: CasesUrl, me: string): Partial<CaseFilter> {
	const owner = url.owner === "me" ? me : url.owner;
	return {
		...(url.view === "board" || url.status === "all"
			? {}
			: { status: CASE_STATUSES.filter((status) => (status === "closed") === (url.status === "closed")) }),
		...(url.severity === null ? {} : { severity: [url.severity] }),
		...(owner !== null && (owner === "none" || UUID.test(owner)) ? { owner: [owner] } : {}),
		...(url.tag === null ? {} : { tag: [url.tag] }),
	};
}

export function toCaseSearch(input: CaseListInput | Partial<CaseFilter>): URLSearchParams {
	const search = new URLSearchParams();
	for (const [key, value] of Object.entries(input)) {
		if (value === undefined || value === null || value === "") continue;
		search.set(key, Array.isArray(value) ? value.join(",") : String(value));
	}
	return search;
}
