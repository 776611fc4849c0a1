"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Ban } from "lucide-react";
import { ApiProblem, request } from "@/components/client/api";
import { useMay } from "@/components/client/me";
import { Button } from "@/components/ui/button";
import { toasts } from "@/components/ui/toast";
import type { RunSummary } from "@/lib/triage/catalogue/schema";

/** Asks the run to stop. */
export function CancelButton({ run }: { run: RunSummary }) {
	const queries = useQueryClient();
	const mayRun = useMay("hunts.run");
	const cancel = useMutation({
		mutationFn: () => request<RunSummary>(`/api/runs/${run.id}/cancellation`, { method: "POST" }),
		onSuccess: (updated) => queries.setQueryData(["runs", run.id], updated),
		onError: (error) => {
			// It finished in the meantime, which its stream tells.
			if (error instanceof ApiProblem && error.code === "conflict") return;
			toasts.add({ type: "error", title: "The run was not cancelled", description: error.message });
		},
	});
	if (!mayRun) return null;
	return (
		<Button icon={Ban} busy={cancel.isPending || run.cancelRequested} onClick={() => cancel.mutate()}>
			{run.cancelRequested ? "Cancelling" : "Cancel"}
		</Button>
	);
}
