import type { QueryClient } from "@tanstack/react-query";
import type { LiveEvent } from "@/lib/insights/live/rules";
import { beginsAs, EVENT_SUBJECTS, LISTS, TOGETHER_MS } from "./lists";

/** Has the lists read again that show what an event is about. */
export interface Refresher {
	readonly on: (event: LiveEvent, data: unknown) => void;
	readonly stop: () => void;
}

export function refreshLists(queries: QueryClient): Refresher {
	/** Patterns that were read lately, and whether they are to be read once more. */
	const waiting = new Map<string, boolean>();
	const timers = new Set<ReturnType<typeof setTimeout>>();
	const run = (pattern: string, everyMs: number) => {
		const filter = {
			predicate: ({ queryKey }: { queryKey: readonly unknown[] }) => beginsAs(pattern, queryKey),
		};
		// What is being read may have been read before the change; cut off each time it would never arrive.
		const again = queries.isFetching(filter) > 0;
		if (!again) void queries.invalidateQueries(filter);
		waiting.set(pattern, again);
		const timer = setTimeout(() => {
			timers.delete(timer);
			const more = waiting.get(pattern);
			waiting.delete(pattern);
			if (more) run(pattern, everyMs);
		}, everyMs);
		timers.add(timer);
	};
	return {
		on(event, data) {
			const caseId = (data as { id?: string } | null)?.id ?? "*";
			for (const { key, shows, by, everyMs = TOGETHER_MS } of LISTS) {
				if (by !== undefined || !shows.some((each) => EVENT_SUBJECTS[event].includes(each))) continue;
				const pattern = key.replace(":case", event === "cases" ? caseId : "*");
				if (waiting.has(pattern)) waiting.set(pattern, true);
				else run(pattern, everyMs);
			}
		},
		stop() {
			for (const timer of timers) clearTimeout(timer);
			timers.clear();
			waiting.clear();
		},
	};
}
