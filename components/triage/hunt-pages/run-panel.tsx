"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Play } from "lucide-react";
import { useCallback, useState } from "react";
import { useMay } from "@/components/client/me";
import { usePreferences } from "@/components/client/preferences";
import { useWorkspaces } from "@/components/client/shell-context";
import { RefusedLine } from "@/components/parts/page/refusal";
import { HUNTS_KEY } from "@/components/triage/hunts/queries";
import { useStartRun } from "@/components/triage/hunts/use-start-run";
import { DEFAULT_WINDOW, readWindow, type WindowFaults } from "@/components/triage/hunts/window-choice";
import { WindowPicker } from "@/components/triage/hunts/window-picker";
import { RunCard } from "@/components/triage/runs/run-card";
import { latestRun } from "@/components/triage/runs/run-words";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Select } from "@/components/ui/select";
import { visibleText } from "@/lib/core/visible-text";
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
	const [choice, setChoice] = useState(DEFAULT_WINDOW);
	const workspaces = useWorkspaces();
	const [workspace, setWorkspace] = useState<string | null>(null);
	const [faults, setFaults] = useState<WindowFaults | null>(null);
	const run = latestRun(start.data?.run ?? null, lastRun);
	// The run in the cache may know more than the list it was found in.
	const running =
		run !== null && !isFinished((queries.getQueryData<RunSummary>(["runs", run.id]) ?? run).status);

	const submit = () => {
		const read = readWindow(choice, zone);
		setFaults(read.faults);
		if (read.input !== null)
			start.mutate(workspace === null ? read.input : { ...read.input, workspaceId: workspace });
		else document.getElementById(read.faults.from === null ? "window-to" : "window-from")?.focus();
	};
	const ended = useCallback(() => {
		void queries.invalidateQueries({ queryKey: HUNTS_KEY });
		void queries.invalidateQueries({ queryKey: ["findings"] });
	}, [queries]);

	return (
		<section aria-label="Run this hunt" className="rounded-lg border">
			<RefusedLine permission="hunts.run" className="px-3 py-2.5" />
			{mayRun ? (
				<form
					noValidate
					className="flex flex-wrap items-start gap-x-4 gap-y-2 px-3 py-2.5"
					onSubmit={(event) => {
						event.preventDefault();
						submit();
					}}
				>
					<WindowPicker
						value={choice}
						faults={faults}
						onChange={(next) => {
							setChoice(next);
							setFaults(null);
						}}
					/>
					{workspaces.length > 1 ? (
						<Select
							label="Workspace"
							value={workspace ?? workspaces[0]?.id ?? ""}
							options={workspaces.map(({ id, name }) => ({ value: id, label: visibleText(name) }))}
							onValueChange={setWorkspace}
							className="max-w-48"
						/>
					) : null}
					<Button
						type="submit"
						variant="primary"
						size="md"
						icon={Play}
						busy={start.isPending}
						disabled={running}
						className="max-sm:w-full sm:ml-auto"
					>
						Run hunt
					</Button>
				</form>
			) : null}
			{start.isError ? (
				<ProblemNotice error={start.error} title="The run did not start" className="mx-3 mb-3" />
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
