"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { request } from "@/components/client/api";
import { usePreferences } from "@/components/client/preferences";
import { useWorkspaces } from "@/components/client/shell-context";
import { fieldValue } from "@/components/client/time-format";
import { FormDialog } from "@/components/parts/form/form";
import { useForm } from "@/components/parts/form/use-form";
import type { RunSummary } from "@/lib/triage/catalogue/schema";
import { HUNTS_KEY } from "./queries";
import { readWindow, type WindowChoice } from "./window-choice";
import { WindowPicker } from "./window-picker";
import { WorkspaceSelect } from "./workspace-select";

const MONTH_MS = 30 * 24 * 60 * 60_000;

/** Chooses a period of old time that is then read again, and goes to the record of it. */
export function BackfillDialog({ huntId, onClose }: { huntId: string; onClose: () => void }) {
	const router = useRouter();
	const queries = useQueryClient();
	const { zone } = usePreferences();
	const first = useWorkspaces()[0]?.id;
	const form = useForm({
		id: "backfill",
		values: (): WindowChoice & { readonly workspaceId: string | undefined } => {
			const now = Date.now();
			const at = (ms: number) => fieldValue(new Date(ms), zone);
			return { kind: "custom", from: at(now - MONTH_MS), to: at(now), workspaceId: first };
		},
		check: (values) => readWindow(values, zone).faults ?? {},
		send: (values) =>
			request<RunSummary>(`/api/hunts/${encodeURIComponent(huntId)}/backfills`, {
				method: "POST",
				json: { ...readWindow(values, zone).input, workspaceId: values.workspaceId },
			}),
		onSent: (run) => {
			void queries.invalidateQueries({ queryKey: HUNTS_KEY });
			router.push(`/runs/${run.id}`);
		},
	});
	return (
		<FormDialog
			form={form}
			title="Backfill"
			description="Reads one day at a time, alongside the hunt’s other runs. You can pause it and resume where it stopped. Decisions stay as they are."
			submit="Start backfill"
			failed="The backfill did not start"
			onClose={onClose}
			className="gap-3"
		>
			<WindowPicker form={form} presets={false} />
			<WorkspaceSelect
				value={form.values.workspaceId}
				onValueChange={(workspaceId) => form.set({ workspaceId })}
			/>
		</FormDialog>
	);
}
