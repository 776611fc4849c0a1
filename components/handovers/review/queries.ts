"use client";

import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { request } from "@/components/client/api";
import type { HandoverCalendarDto, HistoryPage } from "@/lib/handovers/review/schema";

export interface HistoryFilter {
	readonly text: string;
	readonly person: string;
	readonly shift: string;
	readonly status: "all" | "signed" | "acknowledged";
	/** ISO 8601; null: no bound. */
	readonly from: string | null;
	readonly to: string | null;
}

export function useHistory(filter: HistoryFilter, enabled: boolean) {
	return useInfiniteQuery({
		enabled,
		queryKey: ["handovers", "history", filter],
		queryFn: ({ pageParam, signal }) => {
			const search = new URLSearchParams();
			for (const name of ["text", "person", "shift"] as const) {
				if (filter[name] !== "") search.set(name, filter[name]);
			}
			if (filter.status !== "all") search.set("status", filter.status);
			if (filter.from !== null) search.set("from", filter.from);
			if (filter.to !== null) search.set("to", filter.to);
			if (pageParam !== null) search.set("cursor", pageParam);
			return request<HistoryPage>(`/api/handovers/history?${search}`, { signal });
		},
		initialPageParam: null as string | null,
		getNextPageParam: (page) => page.nextCursor,
		placeholderData: keepPreviousData,
	});
}

export function useCalendar(from: Date, to: Date, enabled: boolean) {
	return useQuery({
		enabled,
		queryKey: ["handovers", "calendar", from.toISOString(), to.toISOString()],
		queryFn: ({ signal }) => {
			const search = new URLSearchParams({ from: from.toISOString(), to: to.toISOString() });
			return request<HandoverCalendarDto>(`/api/handovers/calendar?${search}`, { signal });
		},
		placeholderData: keepPreviousData,
		refetchInterval: 60_000,
	});
}
