"use client";

import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { CASES_KEY } from "@/components/cases/cases/queries";
import { listPages } from "@/components/parts/filters/list-pages";
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

/** A case's timeline page by page. @param version changes when anything of the case does */
export function useTimeline(caseId: string, shown: Shown, version: string) {
	const queries = useQueryClient();
	// Not below the case's own key: pages are read again with care, below.
	const key = [...CASES_KEY, "timeline", caseId, shown.order, ...shown.kinds];
	const query = useInfiniteQuery({
		queryKey: key,
		...listPages<TimelinePage>(`/api/cases/${caseId}/timeline`, {
			kind: shown.kinds,
			order: shown.order,
			limit: PAGE,
		}),
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
