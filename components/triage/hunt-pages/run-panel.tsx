"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Play } from "lucide-react";
import { useCallback } from "react";
import { useMay } from "@/components/client/me";
import { usePreferences } from "@/components/client/preferences";
import { Form } from "@/components/parts/form/form";
import { useForm } from "@/components/parts/form/use-form";
import { RefusedLine } from "@/components/parts/page/refusal";
import { HUNTS_KEY } from "@/components/triage/hunts/queries";
import { useStartRun } from "@/components/triage/hunts/use-start-run";
import { DEFAULT_WINDOW, readWindow, type WindowChoice } from "@/components/triage/hunts/window-choice";
import { WindowPicker } from "@/components/triage/hunts/window-picker";
import { WorkspaceSelect } from "@/components/triage/hunts/workspace-select";
import { RunCard } from "@/components/triage/runs/run-card";
import { latestRun } from "@/components/triage/runs/run-words";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { isFinished, type RunSummary } from "@/lib/triage/catalogue/schema";

interface RunPanelProps {
	readonly huntId: string;
	readonly lastRun: RunSummary | null;
}

/** The page's one action: choose a window, run the hunt over it, and follow the run to its end. */
export function RunPanel({ huntId, lastRun }: RunPanelProps) {
	const queries = useQueryClient();
	const { zone } = usePreferences();
	const mayRun = useMay("hunts.run");
	const start = useStartRun(huntId);
	const form = useForm({
		id: "window",
		values: (): WindowChoice & { readonly workspaceId: string | undefined } => ({
			...DEFAULT_WINDOW,
			workspaceId: undefined,
		}),
		check: (values) => readWindow(values, zone).faults ?? {},
		send: async (values) => {
			const { input } = readWindow(values, zone);
			if (input === null || running) return false;
			return await start.mutateAsync({ ...input, workspaceId: values.workspaceId });
		},
		onSent: () => {},
	});
	const run = latestRun(start.data?.run ?? null, lastRun);
	// The run in the cache may know more than the list it was found in.
	const running =
		run !== null && !isFinished((queries.getQueryData<RunSummary>(["runs", run.id]) ?? run).status);

	const ended = useCallback(() => {
		void queries.invalidateQueries({ queryKey: HUNTS_KEY });
		void queries.invalidateQueries({ queryKey: ["findings"] });
	}, [queries]);

	return (
		<section aria-label="Run this hunt" className="rounded-lg border">
			<RefusedLine permission="hunts.run" className="px-3 py-2.5" />
			{mayRun ? (
				<Form form={form} submit="Run hunt" failed="The run did not start" className="gap-2 px-3 py-2.5">
					<div className="flex flex-wrap items-start gap-x-4 gap-y-2">
						<WindowPicker form={form} />
						<WorkspaceSelect
							value={form.values.workspaceId}
							onValueChange={(workspaceId) => form.set({ workspaceId })}
							className="max-w-48"
						/>
						<Button
							type="submit"
							variant="primary"
							size="md"
							icon={Play}
							busy={form.busy}
							disabled={running}
							className="max-sm:w-full sm:ml-auto"
						>
							Run hunt
						</Button>
					</div>
				</Form>
			) : null}
			{start.data?.joined && run?.id === start.data.run.id ? (
				<Notice title="This hunt was already running" className="mx-3 mb-3">
					A hunt has one run at a time. This run was started by <bdi>{run.requestedBy}</bdi>; its window may
					differ from yours.
				</Notice>
			) : null}
			{run === null ? null : (
				<div className="border-t px-3 py-3">
					<RunCard key={run.id} run={run} onEnd={ended} linkToRecord />
				</div>
			)}
		</section>
	);
}
