import type { z } from "zod";
import { type IgnoredParam, LAST, type Last, type RawParams } from "@/components/parts/filters/url-params";
import {
	BENIGN_REASONS,
	CLICK_KINDS,
	FINDING_STATUSES,
	type FindingStatus,
	OPEN_STATUSES,
	VERDICTS,
} from "@/lib/triage/findings/rules";
import {
	FINDING_SORTS,
	type FindingFilter,
	type FindingListInput,
	type FindingSort,
	findingFilter,
} from "@/lib/triage/findings/schema";

/** Every parameter of the page's address. */
export const TRIAGE_PARAMS = [
	"status",
	"user",
	"threat",
	"workload",
	"click",
	"last",
	"from",
	"to",
	"hunt",
	"workspace",
	"run",
	"text",
	"sample",
	"case",
	"twins",
	"firstSeenFrom",
	"firstSeenTo",
	"decidedFrom",
	"decidedTo",
	"verdict",
	"reason",
	"decidedBy",
	"reopenedFrom",
	"reopenedTo",
	"sort",
	"order",
	"finding",
] as const;
export type TriageParam = (typeof TRIAGE_PARAMS)[number];

/** The filters a person sets, without status and the moving range. */
export type SetFilter = Omit<FindingFilter, "status">;

export interface TriageUrl {
	/** Undefined for every status. */
	readonly statuses: readonly FindingStatus[] | undefined;
	readonly filter: SetFilter;
	readonly last: Last | null;
	readonly sort: FindingSort;
	readonly order: "asc" | "desc";
	/** Id of the finding whose panel is open. */
	readonly finding: string | null;
	/** What the address held and the page does not understand. */
	readonly ignored: readonly IgnoredParam[];
}

/** What a parameter should have been, for the person who wrote the address. */
const EXPECTED: Readonly<Record<string, string>> = {
	status: `One or more of ${FINDING_STATUSES.join(", ")}, or all.`,
	click: `One or more of ${CLICK_KINDS.join(", ")}.`,
	from: "A time such as 2026-05-03T14:00:00Z.",
	to: "A time such as 2026-05-03T14:00:00Z.",
	run: "The id of a run.",
	finding: "The id of a finding.",
	text: "At most 200 characters.",
	sample: "yes or no.",
	case: "The id of a case, or none.",
	twins: "yes.",
	verdict: `One or more of ${VERDICTS.join(", ")}.`,
	reason: `One or more of ${BENIGN_REASONS.join(", ")}.`,
	decidedBy: "The id of a person.",
	...Object.fromEntries(
		(["firstSeen", "decided", "reopened"] as const).flatMap((what) =>
			["From", "To"].map((end) => [`${what}${end}`, "A time such as 2026-05-03T14:00:00Z."]),
		),
	),
};

const FILTER_PARAMS = [
	"user",
	"threat",
	"workload",
	"click",
	"from",
	"to",
	"hunt",
	"workspace",
	"run",
	"text",
	"sample",
	"case",
	"twins",
	"firstSeenFrom",
	"firstSeenTo",
	"decidedFrom",
	"decidedTo",
	"verdict",
	"reason",
	"decidedBy",
	"reopenedFrom",
	"reopenedTo",
] as const;

/** Reads the page's address. What does not fit is ignored and named; nothing throws. */
export function readTriageUrl(raw: RawParams): TriageUrl {
	const ignored: IgnoredParam[] = [];
	const read = <Schema extends z.ZodType>(param: string, schema: Schema): z.output<Schema> | undefined => {
		const value = raw[param];
		if (value === undefined || value === null || value === "") return undefined;
		const parsed = schema.safeParse(value);
		if (parsed.success) return parsed.data;
		ignored.push({ param, message: EXPECTED[param] ?? "It is too long, or of another kind." });
		return undefined;
	};
	const choice = <T extends string>(param: string, choices: readonly T[]): T | null => {
		const value = raw[param];
		if (value === undefined || value === null || value === "") return null;
		const known = choices.find((one) => one === value);
		if (known !== undefined) return known;
		ignored.push({ param, message: `One of ${choices.join(", ")}.` });
		return null;
	};

	const filter: Record<string, unknown> = {};
	for (const param of FILTER_PARAMS) {
		const value = read(param, findingFilter.shape[param]);
		if (value !== undefined) filter[param] = value;
	}
	const { from, to } = filter as SetFilter;
	if (from !== undefined && to !== undefined && Date.parse(from) >= Date.parse(to)) {
		ignored.push({ param: "to", message: "It must be later than from." });
		delete filter.to;
	}
	const last = choice("last", Object.keys(LAST) as Last[]);
	if (last !== null && (from !== undefined || to !== undefined)) {
		ignored.push({ param: "last", message: "from and to are set, and they win." });
	}
	for (const param of Object.keys(raw)) {
		if (!TRIAGE_PARAMS.some((known) => known === param)) {
			ignored.push({ param, message: "Unknown filter." });
		}
	}
	return {
		statuses:
			raw.status === "all" ? undefined : (read("status", findingFilter.shape.status) ?? [...OPEN_STATUSES]),
		filter: filter as SetFilter,
		last: from === undefined && to === undefined ? last : null,
		sort: choice("sort", FINDING_SORTS) ?? "eventAt",
		order: choice("order", ["asc", "desc"]) ?? "desc",
		finding: read("finding", findingFilter.shape.run) ?? null,
		ignored,
	};
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
		...url.filter,
		...(url.statuses === undefined ? {} : { status: [...url.statuses] }),
		...(url.last === null ? {} : { from: new Date(at.getTime() - LAST[url.last] * 3_600_000).toISOString() }),
	};
}

export function toListInput(url: TriageUrl, at: Date): FindingListInput {
	return { ...toFilter(url, at), sort: url.sort, order: url.order };
}

/** A filter or listing as query parameters of our routes. */
export function toSearch(input: FindingListInput): URLSearchParams {
	const search = new URLSearchParams();
	for (const [key, value] of Object.entries(input)) {
		if (value === undefined || value === null) continue;
		search.set(key, Array.isArray(value) ? value.join(",") : String(value));
	}
	return search;
}

/** Whether anything narrows the list beyond its view. */
export function isFiltered(url: Pick<TriageUrl, "filter" | "last">): boolean {
	return url.last !== null || Object.keys(url.filter).length > 0;
}

/** Names a listing for the cache: the same address, the same rows. */
export function listKey(url: TriageUrl): string {
	return JSON.stringify([url.statuses ?? "all", url.filter, url.last, url.sort, url.order]);
}

/** Names the counts for the cache: they do not depend on the order. */
export function facetsKey(url: TriageUrl): string {
	return JSON.stringify([url.statuses ?? "all", url.filter, url.last]);
}

function sameMembers<T>(a: readonly T[], b: readonly T[]): boolean {
	return a.length === b.length && a.every((member) => b.includes(member));
}
