"use client";

import { useQuery } from "@tanstack/react-query";
import { request } from "@/components/client/api";
import { HUNTS_KEY } from "@/components/triage/hunts/queries";
import type { Schedule } from "@/lib/triage/schedules/schema";

export const schedulesKey = (huntId: string) => [...HUNTS_KEY, "schedules", huntId];

export const schedulesPath = (huntId: string) => `/api/hunts/${encodeURIComponent(huntId)}/schedules`;

/** How a hunt runs in each of the person's workspaces. */
export function useSchedules(huntId: string) {
	return useQuery({
		queryKey: schedulesKey(huntId),
		queryFn: ({ signal }) =>
			request<{ items: readonly Schedule[] }>(schedulesPath(huntId), { signal }).then(({ items }) => items),
		refetchInterval: 30_000,
	});
}

/** The next five slots of what stands in the form; asked as it is typed. */
export function usePreview(cron: string, timeZone: string) {
	return useQuery({
		queryKey: ["schedules", "preview", cron, timeZone],
		queryFn: ({ signal }) =>
			request<{ next: readonly string[] }>(
				`/api/schedules/preview?${new URLSearchParams({ cron, timeZone })}`,
				{ signal },
			).then(({ next }) => next),
		enabled: cron.trim() !== "" && timeZone.trim() !== "",
		retry: false,
	});
}
