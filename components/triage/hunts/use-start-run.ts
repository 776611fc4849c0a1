"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useAnnounce } from "@/components/client/announcer";
import { ApiProblem, request } from "@/components/client/api";
import { useAction } from "@/components/parts/form/use-action";
import type { RunInput, RunSummary } from "@/lib/triage/catalogue/schema";
import { HUNTS_KEY } from "./queries";

export interface StartedRun {
	readonly run: RunSummary;
	/** It was running before, asked for by somebody else or in another window. */
	readonly joined: boolean;
}

/** Starts runs of a hunt under the person's name; a hunt that is already running is joined instead. */
export function useStartRun(huntId: string) {
	const announce = useAnnounce();
	const post = (json: RunInput) =>
		request<RunSummary>(`/api/hunts/${encodeURIComponent(huntId)}/runs`, { method: "POST", json });
	const queries = useQueryClient();
	return useAction({
		act: async (input: RunInput): Promise<StartedRun> => {
			try {
				return { run: await post(input), joined: false };
			} catch (error) {
				if (!(error instanceof ApiProblem && error.code === "already_running")) throw error;
				const { runId } = error.document;
				if (typeof runId !== "string") throw error;
				return { run: await request<RunSummary>(`/api/runs/${runId}`), joined: true };
			}
		},
		onDone: ({ joined }) => {
			if (joined) announce("This hunt is already running. Showing that run.");
			void queries.invalidateQueries({ queryKey: HUNTS_KEY });
		},
	});
}
