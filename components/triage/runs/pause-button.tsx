"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Pause, Play } from "lucide-react";
import { ApiProblem, request } from "@/components/client/api";
import { useMay } from "@/components/client/me";
import { Button } from "@/components/ui/button";
import { toasts } from "@/components/ui/toast";
import type { RunSummary } from "@/lib/triage/catalogue/schema";

/** Lets a backfill rest, or takes it up where it stopped. */
export function PauseButton({ run }: { run: RunSummary }) {
	const queries = useQueryClient();
	const may = useMay("hunts.schedule");
	const goesOn = run.status === "paused" || run.status === "failed" || run.pauseRequested;
	const change = useMutation({
		mutationFn: () =>
			request<RunSummary>(`/api/runs/${run.id}/${goesOn ? "continuation" : "pause"}`, { method: "POST" }),
		onSuccess: (updated) => queries.setQueryData(["runs", run.id], updated),
		onError: (error) => {
			// It has come to another state in the meantime, which its stream tells.
			if (error instanceof ApiProblem && error.code === "conflict") return;
			toasts.add({ type: "error", title: "The backfill did not change", description: error.message });
		},
	});
	const offered = ["queued", "running", "paused", "failed"].includes(run.status) && !run.cancelRequested;
	if (!may || run.trigger !== "backfill" || !offered) return null;
	return (
		<Button icon={goesOn ? Play : Pause} busy={change.isPending} onClick={() => change.mutate()}>
			{goesOn ? "Continue" : "Pause"}
		</Button>
	);
}
