"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { request } from "@/components/api";
import type { DifferenceDto, SinceDto } from "@/lib/handover-review/schema";
import type { ReadBackDto } from "@/lib/read-back/schema";

/** How often it is asked for while its stream is down, in milliseconds. */
const POLL_MS = 20_000;
/** How long until a stream that the browser gave up is opened anew, in milliseconds. */
const REOPEN_MS = 5_000;

export const readBackKey = (handoverId: string) => ["handovers", handoverId, "read-back"] as const;

/** What was said about a handover, followed live: both people see each other's answers as they are given. */
export function useReadBack(handoverId: string) {
	const queries = useQueryClient();
	useEffect(() => {
		let timer: ReturnType<typeof setTimeout> | undefined;
		let stream: EventSource;
		const open = () => {
			stream = new EventSource(`/api/handovers/${handoverId}/read-back/events`);
			stream.addEventListener("changed", () => {
				void queries.invalidateQueries({ queryKey: readBackKey(handoverId) });
			});
			stream.addEventListener("error", () => {
				if (stream.readyState === EventSource.CLOSED) timer = setTimeout(open, REOPEN_MS);
			});
		};
		open();
		return () => {
			clearTimeout(timer);
			stream.close();
		};
	}, [handoverId, queries]);
	return useQuery({
		queryKey: readBackKey(handoverId),
		queryFn: ({ signal }) => request<ReadBackDto>(`/api/handovers/${handoverId}/read-back`, { signal }),
		refetchInterval: POLL_MS,
	});
}

/** What happened to each item since the signing. */
export function useSince(handoverId: string) {
	return useQuery({
		queryKey: ["handovers", handoverId, "since"],
		queryFn: ({ signal }) => request<SinceDto>(`/api/handovers/${handoverId}/since`, { signal }),
		refetchInterval: 60_000,
	});
}

export function useDifference(handoverId: string) {
	return useQuery({
		queryKey: ["handovers", handoverId, "difference"],
		queryFn: ({ signal }) => request<DifferenceDto>(`/api/handovers/${handoverId}/difference`, { signal }),
		// Of two frozen handovers.
		staleTime: Number.POSITIVE_INFINITY,
	});
}
