"use client";

import { useQuery } from "@tanstack/react-query";
import { request } from "@/components/client/api";
import { handoverKey } from "@/components/handovers/handovers/queries";
import { useLiveHandover } from "@/components/handovers/handovers/use-live-handover";
import type { ReadBackDto } from "@/lib/handovers/read-back/schema";
import type { DifferenceDto, SinceDto } from "@/lib/handovers/review/schema";

/** How often it is asked for while its stream is down, in milliseconds. */
const POLL_MS = 20_000;
export const readBackKey = (handoverId: string) => [...handoverKey(handoverId), "read-back"] as const;

/** What was said about a handover, followed live: both people see each other's answers as they are given. */
export function useReadBack(handoverId: string) {
	useLiveHandover(handoverId);
	return useQuery({
		queryKey: readBackKey(handoverId),
		queryFn: ({ signal }) => request<ReadBackDto>(`/api/handovers/${handoverId}/read-back`, { signal }),
		refetchInterval: POLL_MS,
	});
}

/** What happened to each item since the signing. */
export function useSince(handoverId: string) {
	return useQuery({
		queryKey: [...handoverKey(handoverId), "since"],
		queryFn: ({ signal }) => request<SinceDto>(`/api/handovers/${handoverId}/since`, { signal }),
		refetchInterval: 60_000,
	});
}

export function useDifference(handoverId: string) {
	return useQuery({
		queryKey: [...handoverKey(handoverId), "difference"],
		queryFn: ({ signal }) => request<DifferenceDto>(`/api/handovers/${handoverId}/difference`, { signal }),
		// Of two frozen handovers.
		staleTime: Number.POSITIVE_INFINITY,
	});
}
