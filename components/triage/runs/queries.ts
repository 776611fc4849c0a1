"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { request } from "@/components/client/api";
import { listPages } from "@/components/parts/filters/list-pages";
import { toSearch } from "@/components/parts/filters/url-params";
import { HUNTS_KEY } from "@/components/triage/hunts/queries";
import { isFinished, type RunFilter, type RunHistory, type RunPage } from "@/lib/triage/catalogue/schema";

const WHILE_RUNNING = 3_000;
const AT_REST = 30_000;

/** The log, a page after the other, newest first. */
export function useRunLog(filter: RunFilter) {
	return useInfiniteQuery({
		queryKey: [...HUNTS_KEY, "log", filter],
		...listPages<RunPage>("/api/runs", filter),
		refetchInterval: ({ state }) =>
			state.data?.pages.some(({ items }) => items.some((run) => !isFinished(run.status)))
				? WHILE_RUNNING
				: AT_REST,
	});
}

export function useRunHistory(filter: RunFilter) {
	return useQuery({
		queryKey: [...HUNTS_KEY, "history", filter],
		queryFn: ({ signal }) => request<RunHistory>(`/api/runs/history?${toSearch(filter)}`, { signal }),
		refetchInterval: AT_REST,
	});
}
