"use client";

import { useQuery } from "@tanstack/react-query";
import { request } from "@/components/api";
import {
	type Coverage,
	type HuntDetail,
	type HuntList,
	isFinished,
	type RunPage,
	type RunSummary,
} from "@/lib/hunts/schema";

const MINUTE = 60_000;
const WHILE_RUNNING = 2_000;

/** Everything about hunts and their runs, to be asked anew when a run begins or ends. */
export const HUNTS_KEY = ["hunts"] as const;

function running(run: RunSummary | null | undefined): boolean {
	return run !== null && run !== undefined && !isFinished(run.status);
}

export function useHunts(initial: HuntList | null) {
	return useQuery({
		queryKey: [...HUNTS_KEY, "list"],
		queryFn: ({ signal }) => request<HuntList>("/api/hunts", { signal }),
		refetchInterval: ({ state }) =>
			state.data?.hunts.some(({ lastRun }) => running(lastRun)) ? WHILE_RUNNING : MINUTE,
		...(initial === null ? {} : { initialData: initial }),
	});
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
