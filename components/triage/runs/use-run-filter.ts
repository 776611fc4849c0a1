"use client";

import { parseAsString, useQueryStates } from "nuqs";
import { useCallback, useMemo } from "react";
import { type RunFilter, runFilter } from "@/lib/triage/catalogue/schema";

export const RUN_PARAMS = ["hunt", "workspace", "status", "trigger", "from", "to"] as const;
type RunParam = (typeof RUN_PARAMS)[number];

const PARSERS = Object.fromEntries(RUN_PARAMS.map((param) => [param, parseAsString])) as Record<
	RunParam,
	typeof parseAsString
>;

export type RunFilterPatch = Partial<Record<RunParam, string | null>>;

/** The log's address, read; what does not fit is named, and left out. It is the only home of the page's state. */
export function useRunFilter() {
	const [raw, setRaw] = useQueryStates(PARSERS, { shallow: true, scroll: false, clearOnDefault: false });
	const { filter, ignored } = useMemo(() => {
		const filter: Record<string, unknown> = {};
		const ignored: string[] = [];
		for (const param of RUN_PARAMS) {
			const parsed = runFilter.shape[param].safeParse(raw[param] || undefined);
			if (!parsed.success) ignored.push(param);
			else if (parsed.data !== undefined) filter[param] = parsed.data;
		}
		return { filter: filter as RunFilter, ignored };
	}, [raw]);
	const set = useCallback((patch: RunFilterPatch) => void setRaw(patch, { history: "push" }), [setRaw]);
	return { filter, ignored, set };
}

/** A filter as query parameters of our routes. */
export function runSearch(filter: RunFilter): URLSearchParams {
	const search = new URLSearchParams();
	for (const [key, value] of Object.entries(filter)) {
		if (value !== undefined) search.set(key, Array.isArray(value) ? value.join(",") : String(value));
	}
	return search;
}
