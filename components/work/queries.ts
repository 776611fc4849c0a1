"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { request } from "@/components/client/api";
import { useMay } from "@/components/client/me";
import { listPages } from "@/components/parts/filters/list-pages";
import { INBOX_KEY } from "@/components/parts/live/inbox-key";
import type { WorkAnswer, WorkCount } from "@/lib/insights/work/work-answers";
import type { InboxPage } from "@/lib/platform/inbox/answers";

/** Everything of the person's own: the inbox, the open work and their count. */

const MINUTE = 60_000;

export function useInbox(unread: boolean) {
	return useInfiniteQuery({
		queryKey: [...INBOX_KEY, "items", unread],
		...listPages<InboxPage>("/api/inbox", { unread }),
	});
}

export function useWork() {
	return useQuery({
		queryKey: [...INBOX_KEY, "work"],
		queryFn: ({ signal }) => request<WorkAnswer>("/api/inbox/work", { signal }),
		refetchInterval: MINUTE,
	});
}

/** The number beside “My work”; what becomes overdue nobody tells, so it is asked for every minute as well. */
export function useWorkCount() {
	const own = useMay("inbox.own");
	return useQuery({
		queryKey: [...INBOX_KEY, "count"],
		queryFn: ({ signal }) => request<WorkCount>("/api/inbox/count", { signal }),
		refetchInterval: MINUTE,
		enabled: own,
	});
}
