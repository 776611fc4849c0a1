"use client";

import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { request } from "@/components/client/api";
import { listPages } from "@/components/parts/filters/list-pages";
import type { HandoverCalendarDto, HistoryInput, HistoryPage } from "@/lib/handovers/review/schema";

export function useHistory(filter: HistoryInput, enabled: boolean) {
	return useInfiniteQuery({
		enabled,
		queryKey: ["handovers", "history", filter],
		...listPages<HistoryPage>("/api/handovers/history", filter),
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
