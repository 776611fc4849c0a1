"use client";

import { useSearchParams } from "next/navigation";
import { parseAsString, useQueryStates } from "nuqs";
import { useCallback, useMemo } from "react";
import { type ListParams, type Patch, type RawParams, readUrl, type UrlOf } from "./url-params";

export type SetUrl<List extends ListParams> = (patch: Patch<List>, history?: "push" | "replace") => void;

/** The page's address, read, and the way to change it. It is the only home of the page's state. */
export function useListUrl<const List extends ListParams, Url = UrlOf<List>>(
	list: List,
	read: (raw: RawParams) => Url = (raw) => readUrl(list, raw) as Url,
): [Url, SetUrl<List>] {
	const parsers = useMemo(() => {
		const names = [...Object.keys(list.filters), ...Object.keys(list.state)];
		return Object.fromEntries(names.map((name) => [name, parseAsString]));
	}, [list]);
	const [raw, setRaw] = useQueryStates(parsers, { shallow: true, scroll: false, clearOnDefault: false });
	const search = useSearchParams();
	// biome-ignore lint/correctness/useExhaustiveDependencies: how an address is read does not change
	const url = useMemo(() => {
		// What nuqs is not told of stays in the address: a mistyped filter must be seen, not swallowed.
		const unknown = [...search.keys()].filter((name) => !(name in parsers));
		return read({ ...raw, ...Object.fromEntries(unknown.map((name) => [name, "?"])) });
	}, [raw, search, parsers]);
	const set = useCallback<SetUrl<List>>(
		(patch, history = "push") => {
			const texts = Object.entries<Patch<ListParams>[string]>(patch).map(([name, value]) => {
				const text = String(value ?? "");
				const otherwise = String(list.state[name]?.otherwise ?? "");
				return [name, text === "" || text === otherwise ? null : text];
			});
			void setRaw(Object.fromEntries(texts), { history });
		},
		[setRaw, list],
	);
	return [url, set];
}
