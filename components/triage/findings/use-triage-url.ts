"use client";

import { useSearchParams } from "next/navigation";
import { parseAsString, useQueryStates } from "nuqs";
import { useCallback, useMemo } from "react";
import { readTriageUrl, TRIAGE_PARAMS, type TriageParam, type TriageUrl } from "./url";

const PARSERS = Object.fromEntries(TRIAGE_PARAMS.map((param) => [param, parseAsString])) as Record<
	TriageParam,
	typeof parseAsString
>;

export type UrlPatch = Partial<Record<TriageParam, string | null>>;
export type SetTriageUrl = (patch: UrlPatch, history?: "push" | "replace") => void;

/** The page's address, read, and the way to change it. It is the only home of the page's state. */
export function useTriageUrl(): [TriageUrl, SetTriageUrl] {
	const [raw, setRaw] = useQueryStates(PARSERS, { shallow: true, scroll: false, clearOnDefault: false });
	const search = useSearchParams();
	const url = useMemo(() => {
		// What nuqs is not told of stays in the address: a mistyped filter must be seen, not swallowed.
		const unknown = [...search.keys()].filter((key) => !TRIAGE_PARAMS.some((param) => param === key));
		return readTriageUrl({ ...raw, ...Object.fromEntries(unknown.map((key) => [key, "?"])) });
	}, [raw, search]);
	const set = useCallback<SetTriageUrl>(
		(patch, history = "push") => {
			void setRaw(patch, { history });
		},
		[setRaw],
	);
	return [url, set];
}
