"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useAnnounce } from "@/components/client/announcer";
import { ApiProblem, request } from "@/components/client/api";
import type { RunInput, RunSummary } from "@/lib/triage/catalogue/schema";
import { HUNTS_KEY } from "./queries";

export interface StartedRun {
	readonly run: RunSummary;
	/** It was running before, asked for by somebody else or in another window. */
	readonly joined: boolean;
}

/** Starts runs of a hunt under the person's name; a hunt that is already running is joined instead. */
export function useStartRun(huntId: string) {
	const queries = useQueryClient();
	const announce = useAnnounce();

	const post = (input: RunInput) =>
		request<RunSummary>(`/api/hunts/${encodeURIComponent(huntId)}/runs`, { method: "POST", json: input });

	return useMutation({
		mutationFn: async (input: RunInput): Promise<StartedRun> => {
			try {
				return { run: await post(input), joined: false };
			} catch (error) {
				if (!(error instanceof ApiProblem)) throw error;
				if (error.code === "already_running" && typeof error.document.runId === "string") {
					const run = await request<RunSummary>(`/api/runs/${error.document.runId}`);
					return { run, joined: true };
				}
				throw error;
			}
		},
		onSuccess: (started) => {
			if (started.joined) announce("This hunt is already running. Showing that run.");
			void queries.invalidateQueries({ queryKey: HUNTS_KEY });
		},
	});
}
