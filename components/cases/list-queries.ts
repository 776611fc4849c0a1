"use client";

import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { request } from "@/components/api";
import type { CaseFilter, CasePage, CaseSearch } from "@/lib/cases/schema";
import type { FindingFacets } from "@/lib/findings/schema";
import { CASES_KEY } from "./queries";
import { toCaseSearch } from "./url";

const PAGE = 100;
/** Cards of one column at most; the table has all. */
export const BOARD_MOST = 200;
const QUIET = 30_000;

/** The cases of the table, page by page. */
export function useCasePages(filter: Partial<CaseFilter>, sort: string, order: string) {
	return useInfiniteQuery({
		queryKey: [...CASES_KEY, "pages", filter, sort, order],
		queryFn: ({ pageParam, signal }) => {
			const search = toCaseSearch({ ...filter, limit: PAGE });
			search.set("sort", sort);
			search.set("order", order);
			if (pageParam !== null) search.set("cursor", pageParam);
			return request<CasePage>(`/api/cases?${search}`, { signal });
		},
		initialPageParam: null as string | null,
		getNextPageParam: (page) => page.nextCursor,
		placeholderData: keepPreviousData,
		refetchInterval: QUIET,
	});
}

/** The cases of the board: those that are worked on, and the ones closed last. */
export function useBoard(filter: Partial<CaseFilter>) {
	const part = (status: string, limit: number) => {
		const search = toCaseSearch(filter);
		search.set("status", status);
		search.set("limit", String(limit));
		return search;
	};
	return useQuery({
		queryKey: [...CASES_KEY, "board", filter],
		queryFn: async ({ signal }) => {
			const [active, closed] = await Promise.all([
				request<CasePage>(`/api/cases?${part("open,contained,resolved", BOARD_MOST)}`, { signal }),
				request<CasePage>(`/api/cases?${part("closed", 30)}`, { signal }),
			]);
			return {
				items: [...active.items, ...closed.items],
				/** Not on the board. */
				omitted: active.matching - active.items.length + closed.matching - closed.items.length,
			};
		},
		placeholderData: keepPreviousData,
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
