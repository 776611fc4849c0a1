"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useLiveFindings } from "@/components/parts/live/live-provider";
import type { FindingSummary } from "@/lib/triage/findings/schema";
import type { FindingStore } from "./finding-store";
import { FACETS_KEY, FINDINGS_KEY } from "./queries";
import { shownStatuses, type TriageUrl } from "./url";

/** Counts are read again this long after the last decision of somebody else, a list this long; in milliseconds. */
const COUNTS_MS = 700;
const LIST_MS = 2_500;

/**
 * Takes in what others decide. A row of the list changes or goes at once; the list is read again only where something
 * belongs into it now that it does not hold, or where it was too much to say.
 */
export function useOthersDecisions(
	store: FindingStore,
	rows: readonly FindingSummary[],
	url: TriageUrl,
): void {
	const queries = useQueryClient();
	const counts = useRef<ReturnType<typeof setTimeout>>(undefined);
	const list = useRef<ReturnType<typeof setTimeout>>(undefined);
	useEffect(
		() => () => {
			clearTimeout(counts.current);
			clearTimeout(list.current);
		},
		[],
	);
	useLiveFindings((findings) => {
		const before = new Map(rows.map((row) => [row.id, row]));
		if (findings !== null) {
			const news = findings.filter((finding) => (before.get(finding.id)?.version ?? 0) < finding.version);
			if (news.length === 0) return; // this page's own decision, or one it has seen
			store.learn(news);
			for (const { id } of news) {
				void queries.invalidateQueries({ queryKey: [...FINDINGS_KEY, "detail", id] });
			}
		}
		clearTimeout(counts.current);
		counts.current = setTimeout(() => void queries.invalidateQueries({ queryKey: FACETS_KEY }), COUNTS_MS);
		const shown = new Set(shownStatuses(url));
		const comes = findings?.some(({ id, status }) => shown.has(status) && !before.has(id)) ?? true;
		if (!comes) return;
		clearTimeout(list.current);
		list.current = setTimeout(() => void queries.invalidateQueries({ queryKey: FINDINGS_KEY }), LIST_MS);
	});
}
