"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Ban } from "lucide-react";
import { isConflict, request } from "@/components/client/api";
import { useMay } from "@/components/client/me";
import { useAction } from "@/components/parts/form/use-action";
import { Button } from "@/components/ui/button";
import type { RunSummary } from "@/lib/triage/catalogue/schema";

/** Asks the run to stop. */
export function CancelButton({ run }: { run: RunSummary }) {
	const queries = useQueryClient();
	const mayRun = useMay("hunts.run");
	const cancel = useAction({
		act: () => request<RunSummary>(`/api/runs/${run.id}/cancellation`, { method: "POST" }),
		failed: "The run was not cancelled",
		// It finished in the meantime, which its stream tells.
		passes: isConflict,
		onDone: (updated) => queries.setQueryData(["runs", run.id], updated),
	});
	if (!mayRun) return null;
	return (
		<Button icon={Ban} busy={cancel.isPending || run.cancelRequested} onClick={() => cancel.mutate()}>
			{run.cancelRequested ? "Cancelling" : "Cancel"}
		</Button>
	);
}
