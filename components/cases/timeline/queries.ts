"use client";

import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { CASES_KEY } from "@/components/cases/cases/queries";
import { request } from "@/components/client/api";
import type { TimelinePage } from "@/lib/cases/timeline/answers";
import type { TimelineKind } from "@/lib/cases/timeline/rules";

/** Rows of one request. */
const PAGE = 200;
/** With more pages than this on the screen, what is new is offered rather than read again under the reader. */
const FEW_PAGES = 3;

export type TimelineOrder = "asc" | "desc";

interface Shown {
	readonly kinds: readonly TimelineKind[];
	readonly order: TimelineOrder;
}

export function timelineSearch({ kinds, order }: Shown): URLSearchParams {
	const search = new URLSearchParams({ order });
	for (const kind of kinds) search.append("kind", kind);
	return search;
}

/** A case's timeline page by page. @param version changes when anything of the case does */
export function useTimeline(caseId: string, shown: Shown, version: string) {
	const queries = useQueryClient();
	// Not below the case's own key: pages are read again with care, below.
	const key = [...CASES_KEY, "timeline", caseId, shown.order, ...shown.kinds];
	const query = useInfiniteQuery({
		queryKey: key,
		queryFn: ({ pageParam, signal }) => {
			const search = timelineSearch(shown);
			search.set("limit", String(PAGE));
			if (pageParam !== null) search.set("cursor", pageParam);
			return request<TimelinePage>(`/api/cases/${caseId}/timeline?${search}`, { signal });
		},
		initialPageParam: null as string | null,
		getNextPageParam: (page) => page.nextCursor,
		staleTime: Number.POSITIVE_INFINITY,
		refetchOnMount: "always",
	});
	const seen = useRef(version);
	const [stale, setStale] = useState(false);
	const pages = query.data?.pages.length ?? 0;
	useEffect(() => {
		if (seen.current === version) return;
		seen.current = version;
		if (pages > FEW_PAGES) setStale(true);
		else void queries.invalidateQueries({ queryKey: [...CASES_KEY, "timeline", caseId] });
	}, [version, pages, queries, caseId]);
	return {
		query,
		/** The case has changed since, and the pages on the screen do not show it. */
		stale,
		/** Reads it again from its start. */
		refresh: () => {
			setStale(false);
			void queries.resetQueries({ queryKey: key });
		},
	};
}
