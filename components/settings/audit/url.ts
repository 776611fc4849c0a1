import type { z } from "zod";
import { type IgnoredParam, LAST, type Last, type RawParams } from "@/components/parts/filters/url-params";
import {
	type AuditFilter,
	type AuditSearchInput,
	auditFilter,
	auditSearchInput,
} from "@/lib/platform/audit/schema";

/** Every parameter of the page's address. */
export const AUDIT_PARAMS = [
	"actor",
	"verb",
	"kind",
	"target",
	"last",
	"from",
	"to",
	"text",
	"order",
	"row",
] as const;
export type AuditParam = (typeof AUDIT_PARAMS)[number];

export interface AuditUrl {
	readonly filter: AuditFilter;
	readonly last: Last | null;
	readonly order: "asc" | "desc";
	/** Number of the row that is open. */
	readonly row: number | null;
	readonly ignored: readonly IgnoredParam[];
}

const EXPECTED: Readonly<Record<string, string>> = {
	from: "A time such as 2026-05-03T14:00:00Z.",
	to: "A time such as 2026-05-03T14:00:00Z.",
	text: "At most 200 characters.",
	row: "The number of a row.",
};

const FILTERS = ["actor", "verb", "kind", "target", "from", "to", "text"] as const;

/** Reads the page's address. What does not fit is ignored and named; nothing throws. */
export function readAuditUrl(raw: RawParams): AuditUrl {
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
		const known = choices.find((one) => one === raw[param]);
		if (known === undefined && raw[param]) ignored.push({ param, message: `One of ${choices.join(", ")}.` });
		return known ?? null;
	};

	const filter: Record<string, unknown> = {};
	for (const param of FILTERS) {
		const value = read(param, auditFilter.shape[param]);
		if (value !== undefined) filter[param] = value;
	}
	const { from, to } = filter as AuditFilter;
	if (from !== undefined && to !== undefined && Date.parse(from) >= Date.parse(to)) {
		ignored.push({ param: "to", message: "It must be later than from." });
		delete filter.to;
	}
	const last = choice("last", Object.keys(LAST) as Last[]);
	if (last !== null && (from !== undefined || to !== undefined)) {
		ignored.push({ param: "last", message: "from and to are set, and they win." });
	}
	for (const param of Object.keys(raw)) {
		if (!AUDIT_PARAMS.some((known) => known === param)) {
			ignored.push({ param, message: "Unknown filter." });
		}
	}
	return {
		filter: filter as AuditFilter,
		last: from === undefined && to === undefined ? last : null,
		order: choice("order", ["asc", "desc"]) ?? "desc",
		row: read("row", auditSearchInput.shape.cursor) ?? null,
		ignored,
	};
}

/** The filter for the verbs; a moving range ends at `at`. */
export function toAuditFilter(url: Pick<AuditUrl, "filter" | "last">, at: Date): AuditFilter {
	if (url.last === null) return url.filter;
	return { ...url.filter, from: new Date(at.getTime() - LAST[url.last] * 3_600_000).toISOString() };
}

/** A search as query parameters of our routes. */
export function toAuditSearch(input: AuditSearchInput): URLSearchParams {
	const search = new URLSearchParams();
	for (const [key, value] of Object.entries(input)) {
		if (value === undefined || value === null) continue;
		search.set(key, Array.isArray(value) ? value.join(",") : String(value));
	}
	return search;
}

export function isFiltered(url: Pick<AuditUrl, "filter" | "last">): boolean {
	return url.last !== null || Object.keys(url.filter).length > 0;
}

/** Names a listing for the cache: the same address, the same rows. */
export function auditKey(url: AuditUrl): string {
	return JSON.stringify([url.filter, url.last, url.order]);
}

/** What takes every filter away. */
export const NO_AUDIT_FILTERS: Readonly<Record<Exclude<AuditParam, "order" | "row">, null>> = {
	actor: null,
	verb: null,
	kind: null,
	target: null,
	last: null,
	from: null,
	to: null,
	text: null,
};
