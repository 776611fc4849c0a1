"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { request } from "@/components/client/api";
import { openStream } from "@/components/client/event-stream";
import { isFinished, type RunSummary } from "@/lib/triage/catalogue/schema";

/** How often a run is asked for while its stream is down, in milliseconds. */
const POLL_MS = 3_000;

export interface LiveRun {
	readonly run: RunSummary;
	/** The stream of its progress is down; the run is asked for every few seconds instead. */
	readonly lost: boolean;
	/** Why the last of those questions failed too. */
	readonly problem: unknown;
}

/** A run as it stands, followed until it has finished. `onEnd` is called when that is seen to happen. */
export function useLiveRun(initial: RunSummary, onEnd?: (run: RunSummary) => void): LiveRun {
	const queries = useQueryClient();
	const [lost, setLost] = useState(false);
	const key = ["runs", initial.id];
	const query = useQuery({
		queryKey: key,
		queryFn: ({ signal }) => request<RunSummary>(`/api/runs/${initial.id}`, { signal }),
		initialData: initial,
		staleTime: Number.POSITIVE_INFINITY,
		refetchInterval: ({ state }) =>
			lost && state.data !== undefined && !isFinished(state.data.status) ? POLL_MS : false,
	});
	// What the page was given may be newer than what an earlier visit left behind.
	const run = isFinished(initial.status) ? initial : query.data;
	const finished = isFinished(run.status);

	useEffect(() => {
		if (finished) return;
		return openStream(() => `/api/runs/${initial.id}/events`, {
			onOpen: () => setLost(false),
			onLost: () => setLost(true),
			on: { run: (now) => queries.setQueryData(["runs", initial.id], now as RunSummary) },
		});
	}, [initial.id, finished, queries]);

	const [seenFinished, setSeenFinished] = useState(finished);
	useEffect(() => {
		if (!finished || seenFinished) return;
		setSeenFinished(true);
		onEnd?.(run);
	}, [finished, seenFinished, onEnd, run]);

	return { run, lost: lost && !finished, problem: query.error };
}
