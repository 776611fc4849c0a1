"use client";

import { keepPreviousData, type QueryClient, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { request } from "@/components/client/api";
import { movingPages } from "@/components/parts/filters/list-pages";
import { toSearch } from "@/components/parts/filters/url-params";
import { type HuntList, isFinished } from "@/lib/triage/catalogue/schema";
import type { FindingDetail, FindingFacets, FindingPage } from "@/lib/triage/findings/schema";
import { facetsKey, listKey, shownStatuses, type TriageUrl, toFilter } from "./url";

/** Rows of one request. */
const PAGE = 100;
const MINUTE = 60_000;

/** What the server drew the page with, so that the browser need not ask again. */
export interface InitialTriage {
	/** {@link listKey} and {@link facetsKey} of the address it was drawn for. */
	readonly listKey: string;
	readonly facetsKey: string;
	/** When it was drawn; a moving time range ends here. */
	readonly at: string;
	readonly page: FindingPage | null;
	readonly facets: FindingFacets | null;
	readonly hunts: HuntList | null;
	/** The finding whose panel is open. */
	readonly finding: FindingDetail | null;
}

export const FINDINGS_KEY = ["findings"] as const;
const LIST_KEY = [...FINDINGS_KEY, "list"] as const;
export const FACETS_KEY = [...FINDINGS_KEY, "facets"] as const;

/** The findings of the address, page by page. */
export function useFindingPages(url: TriageUrl, initial: InitialTriage) {
	const key = listKey(url);
	const first = initial.page !== null && initial.listKey === key ? initial.page : null;
	return useInfiniteQuery({
		queryKey: [...LIST_KEY, key],
		...movingPages<FindingPage>("/api/findings", url, {
			status: url.statuses,
			sort: url.sort,
			order: url.order,
			limit: PAGE,
		}),
		...(first === null
			? {}
			: {
					initialData: { pages: [{ ...first, at: initial.at }], pageParams: [null] },
					initialDataUpdatedAt: Date.parse(initial.at),
				}),
	});
}

/** The counts of the address. The last ones stay up while the next are on their way. */
export function useFacets(url: TriageUrl, initial: InitialTriage) {
	const key = facetsKey(url);
	return useQuery({
		queryKey: [...FACETS_KEY, key],
		queryFn: ({ signal }) =>
			request<FindingFacets>(`/api/findings/facets?${toSearch(toFilter(url, new Date()))}`, { signal }),
		placeholderData: keepPreviousData,
		refetchInterval: MINUTE,
		...(initial.facets !== null && initial.facetsKey === key
			? { initialData: initial.facets, initialDataUpdatedAt: Date.parse(initial.at) }
			: {}),
	});
}

/** How many findings the listing has, from the counts by status: they move with every decision. */
export function matchingCount(facets: FindingFacets, url: Pick<TriageUrl, "statuses">): number {
	return shownStatuses(url).reduce((sum, status) => sum + facets.status[status], 0);
}

function detailOptions(id: string) {
	return {
		queryKey: [...FINDINGS_KEY, "detail", id],
		queryFn: ({ signal }: { signal: AbortSignal }) =>
			request<FindingDetail>(`/api/findings/${id}`, { signal }),
	};
}

export function useFindingDetail(id: string, initial: FindingDetail | null) {
	const seed = initial?.id === id ? initial : undefined;
	return useQuery({ ...detailOptions(id), ...(seed === undefined ? {} : { initialData: seed }) });
}

/** Fetches a finding that is likely to be opened next. */
export function prefetchDetail(queries: QueryClient, id: string): void {
	void queries.prefetchQuery({ ...detailOptions(id), staleTime: MINUTE });
}

/** Names how far the runs have come: it changes when one ends. */
export function useFinishedRuns(hunts: HuntList | undefined): string {
	return useMemo(
		() =>
			(hunts?.hunts ?? [])
				.map(({ lastRun }) => (lastRun !== null && isFinished(lastRun.status) ? lastRun.id : ""))
				.join(),
		[hunts],
	);
}

export function isRunning(hunts: HuntList | undefined): boolean {
	return hunts?.hunts.some(({ lastRun }) => lastRun !== null && !isFinished(lastRun.status)) ?? false;
}
