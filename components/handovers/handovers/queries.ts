"use client";

import { useQuery } from "@tanstack/react-query";
import { request } from "@/components/client/api";
import type { HandoverDetail } from "@/lib/handovers/handovers/schema";

/** Everything about handovers. */
export const HANDOVERS_KEY = ["handovers"] as const;

/** All that is read of one handover; parts of its page put their own keys below it. @param id the handover's id */
export function handoverKey(id: string) {
	return [...HANDOVERS_KEY, "one", id] as const;
}

/** How often a draft is read again for what happens in the data, in milliseconds. */
const LIVE = 15_000;

/** A handover; a draft as it stands. */
export function useHandover(initial: HandoverDetail) {
	return useQuery({
		queryKey: [...handoverKey(initial.id), "detail"],
		queryFn: ({ signal }) => request<HandoverDetail>(`/api/handovers/${initial.id}`, { signal }),
		initialData: initial,
		refetchInterval: ({ state }) => (state.data?.status === "draft" ? LIVE : false),
	});
}
