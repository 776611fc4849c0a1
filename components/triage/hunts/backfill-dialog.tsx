"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { request } from "@/components/client/api";
import { usePreferences } from "@/components/client/preferences";
import { useWorkspaces } from "@/components/client/shell-context";
import { fieldValue } from "@/components/client/time-format";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Select } from "@/components/ui/select";
import { visibleText } from "@/lib/core/visible-text";
import type { BackfillInput, RunSummary } from "@/lib/triage/catalogue/schema";
import { HUNTS_KEY } from "./queries";
import { readWindow, type WindowChoice, type WindowFaults } from "./window-choice";
import { WindowPicker } from "./window-picker";

const MONTH_MS = 30 * 24 * 60 * 60_000;

/** Chooses a period of old time that is then read again, and goes to the record of it. */
export function BackfillDialog({ huntId, onClose }: { huntId: string; onClose: () => void }) {
	const router = useRouter();
	const queries = useQueryClient();
	const { zone } = usePreferences();
	const workspaces = useWorkspaces();
	const [workspaceId, setWorkspaceId] = useState(workspaces[0]?.id);
	const [choice, setChoice] = useState<WindowChoice>(() => {
		const now = Date.now();
		const at = (ms: number) => fieldValue(new Date(ms), zone);
		return { kind: "custom", from: at(now - MONTH_MS), to: at(now) };
	});
	const [faults, setFaults] = useState<WindowFaults | null>(null);
	const start = useMutation({
		mutationFn: (json: BackfillInput) =>
			request<RunSummary>(`/api/hunts/${encodeURIComponent(huntId)}/backfills`, { method: "POST", json }),
		onSuccess: (run) => {
			void queries.invalidateQueries({ queryKey: HUNTS_KEY });
			router.push(`/runs/${run.id}`);
		},
	});
	const submit = () => {
		const read = readWindow(choice, zone);
		setFaults(read.faults);
		if (read.input === null || !("from" in read.input)) return;
		const { from, to } = read.input;
		start.mutate({ from, to, ...(workspaceId === undefined ? {} : { workspaceId }) });
	};
	return (
		<Dialog
			open
			onOpenChange={(open) => {
				if (!open) onClose();
			}}
			title="Backfill"
			description="Reads one day at a time, alongside the hunt’s other runs. You can pause it and resume where it stopped. Decisions stay as they are."
			footer={
				<>
					<Button onClick={onClose}>Cancel</Button>
					<Button variant="primary" busy={start.isPending} onClick={submit}>
						Start backfill
					</Button>
				</>
			}
		>
			<div className="flex flex-col gap-3">
				<WindowPicker
					value={choice}
					faults={faults}
					presets={false}
					onChange={(next) => {
						setChoice(next);
						setFaults(null);
					}}
				/>
				{workspaces.length > 1 ? (
					<Select
						label="Workspace"
						value={workspaceId ?? ""}
						options={workspaces.map(({ id, name }) => ({ value: id, label: visibleText(name) }))}
						onValueChange={setWorkspaceId}
					/>
				) : null}
				{start.isError ? <ProblemNotice error={start.error} title="The backfill did not start" /> : null}
			</div>
		</Dialog>
	);
}
