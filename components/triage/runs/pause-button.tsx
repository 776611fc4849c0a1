"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Pause, Play } from "lucide-react";
import { isConflict, request } from "@/components/client/api";
import { useMay } from "@/components/client/me";
import { useAction } from "@/components/parts/form/use-action";
import { Button } from "@/components/ui/button";
import type { RunSummary } from "@/lib/triage/catalogue/schema";

/** Lets a backfill rest, or takes it up where it stopped. */
export function PauseButton({ run }: { run: RunSummary }) {
	const queries = useQueryClient();
	const may = useMay("hunts.schedule");
	const goesOn = run.status === "paused" || run.status === "failed" || run.pauseRequested;
	const change = useAction({
		act: () =>
			request<RunSummary>(`/api/runs/${run.id}/${goesOn ? "continuation" : "pause"}`, { method: "POST" }),
		failed: "The backfill did not change",
		// It has come to another state in the meantime, which its stream tells.
		passes: isConflict,
		onDone: (updated) => queries.setQueryData(["runs", run.id], updated),
	});
	const offered = ["queued", "running", "paused", "failed"].includes(run.status) && !run.cancelRequested;
	if (!may || run.trigger !== "backfill" || !offered) return null;
	return (
		<Button icon={goesOn ? Play : Pause} busy={change.isPending} onClick={() => change.mutate()}>
			{goesOn ? "Continue" : "Pause"}
		</Button>
	);
}
