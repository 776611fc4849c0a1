"use client";

import { useWorkspaces } from "@/components/client/shell-context";
import { ChoiceFilter } from "@/components/parts/filters/choice-filter";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { type HuntSummary, RUN_STATUSES, RUN_TRIGGERS, type RunFilter } from "@/lib/triage/catalogue/schema";
import { RUN_STATUS } from "./run-status";
import { TRIGGER } from "./run-words";
import type { RunFilterPatch } from "./use-run-filter";

interface RunFiltersProps {
	readonly filter: RunFilter;
	readonly set: (patch: RunFilterPatch) => void;
	/** Undefined while they are not known. */
	readonly hunts: readonly HuntSummary[] | undefined;
	readonly huntsFailed: boolean;
}

const DAY = 86_400_000;
const SINCE = [
	{ value: "all", label: "Any time", days: 0 },
	{ value: "1", label: "Last 24 hours", days: 1 },
	{ value: "7", label: "Last 7 days", days: 7 },
	{ value: "30", label: "Last 30 days", days: 30 },
	{ value: "90", label: "Last 90 days", days: 90 },
] as const;
const FIXED = { value: "fixed", label: "As in the address" } as const;

export function RunFilters({ filter, set, hunts, huntsFailed }: RunFiltersProps) {
	const workspaces = useWorkspaces();
	const list = (param: "hunt" | "workspace" | "status" | "trigger") => (chosen: readonly string[]) =>
		set({ [param]: chosen.length === 0 ? null : chosen.join(",") });
	const since = sinceOf(filter);
	const active = Object.keys(filter).length > 0;
	return (
		<fieldset aria-label="Filters" className="flex flex-wrap items-center gap-1.5">
			<ChoiceFilter
				label="Hunt"
				options={hunts?.map(({ id, name }) => ({ value: id, label: name }))}
				failed={huntsFailed}
				chosen={filter.hunt ?? []}
				onChange={list("hunt")}
			/>
			{workspaces.length > 1 ? (
				<ChoiceFilter
					label="Workspace"
					options={workspaces.map(({ id, name }) => ({ value: id, label: name }))}
					chosen={filter.workspace ?? []}
					onChange={list("workspace")}
				/>
			) : null}
			<ChoiceFilter
				label="Status"
				options={RUN_STATUSES.map((value) => ({ value, label: RUN_STATUS[value].label }))}
				chosen={filter.status ?? []}
				onChange={list("status")}
			/>
			<ChoiceFilter
				label="Started by"
				options={RUN_TRIGGERS.map((value) => ({ value, label: TRIGGER[value] }))}
				chosen={filter.trigger ?? []}
				onChange={list("trigger")}
			/>
			<Select
				label="Time"
				value={since}
				options={since === FIXED.value ? [FIXED, ...SINCE] : SINCE}
				onValueChange={(value) => {
					const days = SINCE.find((one) => one.value === value)?.days ?? 0;
					// The start of an hour, so that the same choice is the same address for a while.
					const at = Math.floor((Date.now() - days * DAY) / 3_600_000) * 3_600_000;
					set({ from: days === 0 ? null : new Date(at).toISOString(), to: null });
				}}
			/>
			{active ? (
				<Button
					variant="ghost"
					onClick={() =>
						set({ hunt: null, workspace: null, status: null, trigger: null, from: null, to: null })
					}
				>
					Clear
				</Button>
			) : null}
		</fieldset>
	);
}

function sinceOf({ from, to }: RunFilter): string {
	if (from === undefined && to === undefined) return "all";
	if (from === undefined || to !== undefined) return FIXED.value;
	const days = (Date.now() - Date.parse(from)) / DAY;
	return SINCE.find((one) => days >= one.days && days < one.days + 0.5 && one.days > 0)?.value ?? FIXED.value;
}
