"use client";

import { hashKey, keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { request } from "@/components/client/api";
import { listPages } from "@/components/parts/filters/list-pages";
import { toSearch } from "@/components/parts/filters/url-params";
import type { CaseBoard, CaseFilter, CasePage, CaseSearch } from "@/lib/cases/cases/schema";
import type { CaseStatus } from "@/lib/core/case-status";
import type { FindingFacets } from "@/lib/triage/findings/schema";
import { CASES_KEY } from "./queries";

const PAGE = 100;
const QUIET = 30_000;

/** The cases of the table, page by page. */
export function useCasePages(filter: Partial<CaseFilter>, sort: string, order: string) {
	return useInfiniteQuery({
		queryKey: [...CASES_KEY, "pages", filter, sort, order],
		...listPages<CasePage>("/api/cases", { ...filter, limit: PAGE, sort, order }),
		placeholderData: keepPreviousData,
		refetchInterval: QUIET,
	});
}

/** Cards that are asked for, by column. */
export type BoardSizes = Readonly<Record<CaseStatus, number>>;

/** The board: of each column the first cards, and how many there are. Of another filter nothing is kept: no count may be false. */
export function useBoard(filter: Partial<CaseFilter>, sizes: BoardSizes) {
	const key = [...CASES_KEY, "board", filter];
	return useQuery({
		queryKey: [...CASES_KEY, "board", filter, sizes],
		queryFn: ({ signal }) => {
			return request<CaseBoard>(`/api/cases/board?${toSearch({ ...filter, ...sizes })}`, { signal });
		},
		placeholderData: (previous, query) =>
			query !== undefined && hashKey(query.queryKey.slice(0, key.length)) === hashKey(key)
				? previous
				: undefined,
		refetchInterval: QUIET,
	});
}

export function useCaseSearch(text: string) {
	return useQuery({
		queryKey: [...CASES_KEY, "search", text],
		queryFn: ({ signal }) =>
			request<CaseSearch>(`/api/cases/search?${new URLSearchParams({ text })}`, { signal }),
		enabled: text.length >= 2,
		placeholderData: keepPreviousData,
	});
}

/** Findings that are escalated and in no case: nobody follows them. */
export function useLooseFindings() {
	return useQuery({
		queryKey: [...CASES_KEY, "loose"],
		queryFn: ({ signal }) =>
			request<FindingFacets>("/api/findings/facets?case=none&status=escalated", { signal }),
		refetchInterval: 60_000,
		select: ({ matching }) => matching,
	});
}
