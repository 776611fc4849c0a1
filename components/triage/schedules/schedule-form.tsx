"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { ApiProblem, request } from "@/components/client/api";
import { ChangedNotice } from "@/components/parts/conflict/changed-notice";
import { differences } from "@/components/parts/conflict/differences";
import { useSeen } from "@/components/parts/conflict/use-seen";
import { HUNTS_KEY } from "@/components/triage/hunts/queries";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Select } from "@/components/ui/select";
import { visibleText } from "@/lib/core/visible-text";
import type { Schedule, ScheduleInput } from "@/lib/triage/schedules/schema";
import { PRESETS, scheduleText } from "./presets";
import { schedulesPath } from "./queries";
import { SlotPreview } from "./slot-preview";

interface ScheduleFormProps {
	readonly huntId: string;
	readonly schedule: Schedule;
	readonly showWorkspace: boolean;
	readonly onDone: () => void;
}

const NONE = "none";
const CUSTOM = "custom";
const CHOICES = [
	{ value: NONE, label: "Only when started by hand" },
	...PRESETS.map(({ cron, label }) => ({ value: cron as string, label })),
	{ value: CUSTOM, label: "Other times" },
];

function choiceOf({ cron }: Schedule): string {
	return cron === null ? NONE : (CHOICES.find(({ value }) => value === cron)?.value ?? CUSTOM);
}

function cronText(cron: string | null): string {
	return cron === null ? "Only when started by hand" : scheduleText(cron);
}

function yesNo(value: boolean): string {
	return value ? "Yes" : "No";
}

/** Asks when a hunt runs in a workspace, and shows the next runs of the answer. */
export function ScheduleForm({ huntId, schedule, showWorkspace, onDone }: ScheduleFormProps) {
	const queries = useQueryClient();
	const { seen, theirs, refused, refuse, adopt } = useSeen(schedule);
	const [enabled, setEnabled] = useState(schedule.enabled);
	const [choice, setChoice] = useState(() => choiceOf(schedule));
	const [custom, setCustom] = useState(schedule.cron ?? "0 7 * * *");
	const [timeZone, setTimeZone] = useState(schedule.timeZone);
	const [problem, setProblem] = useState<unknown>(null);
	const [busy, setBusy] = useState(false);
	const form = useRef<HTMLFormElement>(null);
	const cron = choice === NONE ? null : choice === CUSTOM ? custom.trim() : choice;

	const fault = (field: "cron" | "timeZone") =>
		problem instanceof ApiProblem
			? problem.places.find((place) => place.field === field)?.message
			: undefined;
	const placed = fault("cron") !== undefined || fault("timeZone") !== undefined;

	const save = async () => {
		setBusy(true);
		setProblem(null);
		try {
			const { workspaceId, version, paused } = seen;
			await request<Schedule>(schedulesPath(huntId), {
				method: "PUT",
				json: {
					workspaceId,
					version,
					enabled,
					cron,
					timeZone,
					paused: cron !== null && paused,
				} satisfies ScheduleInput,
			});
			await queries.invalidateQueries({ queryKey: HUNTS_KEY });
			onDone();
		} catch (error) {
			setBusy(false);
			const now = error instanceof ApiProblem ? (error.document.schedule as Schedule | undefined) : undefined;
			if (now === undefined) setProblem(error);
			else {
				refuse(now);
				void queries.invalidateQueries({ queryKey: HUNTS_KEY });
			}
			requestAnimationFrame(() => form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
		}
	};

	const takeTheirs = (now: Schedule) => {
		setEnabled(now.enabled);
		setChoice(choiceOf(now));
		setCustom(now.cron ?? "0 7 * * *");
		setTimeZone(now.timeZone);
		adopt(now);
	};

	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onDone()}
			title="When this hunt runs"
			{...(showWorkspace ? { description: `In ${visibleText(schedule.workspaceName)}` } : {})}
			footer={
				<>
					<Button size="md" onClick={onDone}>
						Cancel
					</Button>
					<Button size="md" variant="primary" type="submit" form="schedule-form" busy={busy}>
						Save
					</Button>
				</>
			}
		>
			<form
				ref={form}
				id="schedule-form"
				noValidate
				onSubmit={(event) => {
					event.preventDefault();
					if (!busy) void save();
				}}
				className="flex flex-col gap-4 pt-1"
			>
				{theirs === null ? null : (
					<ChangedNotice
						what="schedule"
						refused={refused}
						differences={differences([
							["Enabled", yesNo(theirs.enabled), yesNo(enabled)],
							["Runs", cronText(theirs.cron), cronText(cron)],
							["Time zone", theirs.timeZone, timeZone],
							["Paused", yesNo(theirs.paused), yesNo(cron !== null && seen.paused)],
						])}
						onTakeTheirs={() => takeTheirs(theirs)}
					/>
				)}
				<Checkbox
					id="schedule-enabled"
					label={showWorkspace ? "This hunt may run in this workspace" : "This hunt may run"}
					checked={enabled}
					onCheckedChange={setEnabled}
				/>
				<Field id="schedule-choice" label="Runs">
					<Select
						id="schedule-choice"
						label="Runs"
						value={choice}
						options={CHOICES}
						onValueChange={(next) => {
							if (next === CUSTOM && cron !== null) setCustom(cron);
							setChoice(next);
							setProblem(null);
						}}
						className="w-full"
					/>
				</Field>
				{choice === CUSTOM ? (
					<Field
						id="schedule-cron"
						label="Cron"
						hint="Minute, hour, day of the month, month, day of the week; such as 30 6 * * MON-FRI"
						error={fault("cron")}
					>
						<Input
							id="schedule-cron"
							value={custom}
							maxLength={200}
							onChange={(event) => setCustom(event.target.value)}
							aria-describedby="schedule-cron-hint"
							aria-invalid={fault("cron") !== undefined}
							autoComplete="off"
							spellCheck={false}
							className="font-mono"
						/>
					</Field>
				) : null}
				{cron === null ? null : (
					<>
						<Field
							id="schedule-zone"
							label="Time zone"
							hint="The local hour stays the same when daylight saving starts or ends."
							error={fault("timeZone")}
						>
							<Input
								id="schedule-zone"
								value={timeZone}
								maxLength={64}
								list="schedule-zones"
								onChange={(event) => setTimeZone(event.target.value)}
								aria-describedby="schedule-zone-hint"
								aria-invalid={fault("timeZone") !== undefined}
								autoComplete="off"
								spellCheck={false}
							/>
							<datalist id="schedule-zones">
								{["UTC", ...Intl.supportedValuesOf("timeZone")].map((zone) => (
									<option key={zone} value={zone} />
								))}
							</datalist>
						</Field>
						<SlotPreview cron={cron} timeZone={timeZone} />
					</>
				)}
				{problem !== null && !placed ? (
					<ProblemNotice error={problem} title="The schedule was not saved" />
				) : null}
			</form>
		</Dialog>
	);
}
