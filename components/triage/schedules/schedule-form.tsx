"use client";

import { request } from "@/components/client/api";
import { CheckField, SelectField, TextField } from "@/components/parts/form/fields";
import { FormDialog } from "@/components/parts/form/form";
import { useForm } from "@/components/parts/form/use-form";
import { HUNTS_KEY } from "@/components/triage/hunts/queries";
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

function valuesOf(schedule: Schedule) {
	const { enabled, cron, timeZone } = schedule;
	return { enabled, choice: choiceOf(schedule), cron: cron ?? "0 7 * * *", timeZone };
}

/** Asks when a hunt runs in a workspace, and shows the next runs of the answer. */
export function ScheduleForm({ huntId, schedule, showWorkspace, onDone }: ScheduleFormProps) {
	const cronOf = ({ choice, cron }: ReturnType<typeof valuesOf>) =>
		choice === NONE ? null : choice === CUSTOM ? cron.trim() : choice;
	const form = useForm({
		id: "schedule",
		over: schedule,
		what: "schedule",
		values: valuesOf,
		send: (values, { workspaceId, version, paused }) => {
			const { enabled, timeZone } = values;
			const cron = cronOf(values);
			return request<Schedule>(schedulesPath(huntId), {
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
		},
		invalidates: HUNTS_KEY,
		onSent: onDone,
	});
	const { seen, theirs } = form.standing;
	const { enabled, choice, timeZone } = form.values;
	const cron = cronOf(form.values);
	return (
		<FormDialog
			form={form}
			title="When this hunt runs"
			description={showWorkspace ? `In ${visibleText(schedule.workspaceName)}` : undefined}
			submit="Save"
			failed="The schedule was not saved"
			compare={
				theirs === null
					? undefined
					: [
							["Enabled", yesNo(theirs.enabled), yesNo(enabled)],
							["Runs", cronText(theirs.cron), cronText(cron)],
							["Time zone", theirs.timeZone, timeZone],
							["Paused", yesNo(theirs.paused), yesNo(cron !== null && seen.paused)],
						]
			}
			onClose={onDone}
			className="gap-4 pt-1"
		>
			<CheckField
				field={form.field("enabled")}
				label={showWorkspace ? "This hunt may run in this workspace" : "This hunt may run"}
			/>
			<SelectField
				field={{
					...form.field("choice"),
					onValueChange: (next) => {
						form.set({ choice: next, ...(next === CUSTOM && cron !== null ? { cron } : {}) });
						form.dismiss();
					},
				}}
				label="Runs"
				options={CHOICES}
				className="w-full"
			/>
			{choice === CUSTOM ? (
				<TextField
					field={form.field("cron")}
					label="Cron"
					hint="Minute, hour, day of the month, month, day of the week; such as 30 6 * * MON-FRI"
					maxLength={200}
					spellCheck={false}
					className="font-mono"
				/>
			) : null}
			{cron === null ? null : (
				<>
					<TextField
						field={form.field("timeZone")}
						label="Time zone"
						hint="The local hour stays the same when daylight saving starts or ends."
						maxLength={64}
						list="schedule-zones"
						spellCheck={false}
					>
						<datalist id="schedule-zones">
							{["UTC", ...Intl.supportedValuesOf("timeZone")].map((zone) => (
								<option key={zone} value={zone} />
							))}
						</datalist>
					</TextField>
					<SlotPreview cron={cron} timeZone={timeZone} />
				</>
			)}
		</FormDialog>
	);
}
