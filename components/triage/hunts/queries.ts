"use client";

import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { request } from "@/components/client/api";
import { listPages } from "@/components/parts/filters/list-pages";
import {
	type Coverage,
	FOUND_HUNTS,
	type HuntDetail,
	type HuntList,
	type HuntSummary,
	isFinished,
	type RunPage,
	type RunSummary,
} from "@/lib/triage/catalogue/schema";

const MINUTE = 60_000;
const WHILE_RUNNING = 2_000;
const WHILE_READING = 2_000;

/** Everything about hunts and their runs, to be asked again when a run begins or ends. */
export const HUNTS_KEY = ["hunts"] as const;

function running(run: RunSummary | null | undefined): boolean {
	return run !== null && run !== undefined && !isFinished(run.status);
}

/** The hunts that have found something or have run. */
export function useHunts(initial: HuntList | null) {
	return useQuery({
		queryKey: [...HUNTS_KEY, "found"],
		queryFn: ({ signal }) =>
			request<HuntList>(`/api/hunts?found=${FOUND_HUNTS.found}&limit=${FOUND_HUNTS.limit}`, { signal }),
		refetchInterval: ({ state }) => interval(state.data?.hunts),
		...(initial === null ? {} : { initialData: initial }),
	});
}

/** The catalogue, page by page. `initial` is its first page, without a search. */
export function useHuntPages(search: string, initial: HuntList | null) {
	return useInfiniteQuery({
		queryKey: [...HUNTS_KEY, "list", search],
		...listPages<HuntList>("/api/hunts", { search }),
		refetchInterval: ({ state }) =>
			state.data?.pages[0]?.reading
				? WHILE_READING
				: interval(state.data?.pages.flatMap(({ hunts }) => hunts)),
		placeholderData: keepPreviousData,
		...(initial === null || search !== "" ? {} : { initialData: { pages: [initial], pageParams: [null] } }),
	});
}

function interval(hunts: readonly HuntSummary[] | undefined): number {
	return hunts?.some(({ lastRun }) => running(lastRun)) ? WHILE_RUNNING : MINUTE;
}

export function useHunt(id: string, initial: HuntDetail | null) {
	return useQuery({
		queryKey: [...HUNTS_KEY, "detail", id],
		queryFn: ({ signal }) => request<HuntDetail>(`/api/hunts/${encodeURIComponent(id)}`, { signal }),
		refetchInterval: MINUTE,
		...(initial === null ? {} : { initialData: initial }),
	});
}

/** How far a hunt has read, and what is missing. */
export function useCoverage(huntId: string) {
	return useQuery({
		queryKey: [...HUNTS_KEY, "coverage", huntId],
		queryFn: ({ signal }) =>
			request<Coverage>(`/api/hunts/${encodeURIComponent(huntId)}/coverage`, { signal }),
		refetchInterval: MINUTE,
	});
}

/** The runs of a hunt, newest first. */
export function useRuns(huntId: string, initial: readonly RunSummary[] | null) {
	return useQuery({
		queryKey: [...HUNTS_KEY, "runs", huntId],
		queryFn: ({ signal }) =>
			request<RunPage>(`/api/hunts/${encodeURIComponent(huntId)}/runs`, {
				signal,
			}).then(({ items }) => items),
		refetchInterval: ({ state }) => (state.data?.some(running) ? WHILE_RUNNING : MINUTE),
		...(initial === null ? {} : { initialData: initial }),
	});
}
