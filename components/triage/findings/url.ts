import { z } from "zod";
import * as kit from "@/components/parts/filters/url-params";
import type { SetUrl } from "@/components/parts/filters/use-list-url";
import { FINDING_STATUSES, type FindingStatus, OPEN_STATUSES } from "@/lib/triage/findings/rules";
import {
	FINDING_FILTERS,
	FINDING_SORTS,
	type FindingFilter,
	type FindingListInput,
} from "@/lib/triage/findings/schema";

const { status, ...filters } = FINDING_FILTERS;

/** What the page's address holds. The status is the page's view, not one of the filters a person sets. */
export const TRIAGE_URL = {
	filters,
	state: {
		status: kit.param(
			z.union([z.literal("all"), status.schema]),
			status.expected.replace(/\.$/, ", or all."),
			OPEN_STATUSES,
		),
		last: kit.last,
		sort: kit.choice(FINDING_SORTS, "eventAt"),
		order: kit.choice(["asc", "desc"], "desc"),
		/** Id of the finding whose panel is open. */
		finding: kit.param(z.uuid(), "The id of a finding.", null),
	},
};

export interface TriageUrl extends Omit<kit.UrlOf<typeof TRIAGE_URL>, "status"> {
	/** Undefined for every status. */
	readonly statuses: readonly FindingStatus[] | undefined;
}

export type SetTriageUrl = SetUrl<typeof TRIAGE_URL>;

/** Reads the page's address. What does not fit is ignored and named; nothing throws. */
export function readTriageUrl(raw: kit.RawParams): TriageUrl {
	const { status, ...url } = kit.readUrl(TRIAGE_URL, raw);
	return { ...url, statuses: status === "all" ? undefined : status };
}

/** Which of the views is shown, or null for a mixture that no view stands for. */
export type View = "open" | FindingStatus | "all";

export function viewOf(statuses: readonly FindingStatus[] | undefined): View | null {
	if (statuses === undefined) return "all";
	if (sameMembers(statuses, OPEN_STATUSES)) return "open";
	return statuses.length === 1 ? (statuses[0] ?? null) : null;
}

export function statusParam(view: View): string | null {
	return view === "open" ? null : view;
}

/** The statuses that a listing shows. */
export function shownStatuses(url: Pick<TriageUrl, "statuses">): readonly FindingStatus[] {
	return url.statuses ?? FINDING_STATUSES;
}

/** The filter for the verbs; a moving range ends at `at`. */
export function toFilter(url: Pick<TriageUrl, "statuses" | "filter" | "last">, at: Date): FindingFilter {
	return {
		...kit.toFilter(url, at),
		...(url.statuses === undefined ? {} : { status: [...url.statuses] }),
	};
}

export function toListInput(url: TriageUrl, at: Date): FindingListInput {
	return { ...toFilter(url, at), sort: url.sort, order: url.order };
}

/** Names a listing for the cache: the same address, the same rows. */
export function listKey(url: TriageUrl): string {
	return kit.listKey(url, "finding");
}

/** Names the counts for the cache: they do not depend on the order. */
export function facetsKey(url: TriageUrl): string {
	return kit.listKey(url, "finding", "sort", "order");
}

function sameMembers<T>(a: readonly T[], b: readonly T[]): boolean {
	return a.length === b.length && a.every((member) => b.includes(member));
}
