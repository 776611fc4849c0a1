"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useAnnounce } from "@/components/client/announcer";
import { request } from "@/components/client/api";
import { CheckField, FieldProblem, TextareaField, TextField } from "@/components/parts/form/fields";
import { Form } from "@/components/parts/form/form";
import { useForm } from "@/components/parts/form/use-form";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/field";
import { Section } from "@/components/ui/section";
import { Time } from "@/components/ui/time";
import { TimeInput } from "@/components/ui/time-input";
import { TARGETS } from "@/lib/cases/deadlines/rules";
import type { PlanDto } from "@/lib/cases/deadlines/schema";
import { DAYS, draftPairs, fromDraft, isNoDuration, SEVERITIES, type Severity, toDraft } from "./plan-draft";

const TARGET = {
	acknowledge: "Acknowledged within",
	contain: "Contained within",
	resolve: "Resolved within",
} as const;
const name = (severity: Severity) => severity.charAt(0).toUpperCase() + severity.slice(1);

/** Sets when cases are due, and in which hours the clock runs. */
export function PlanForm({ plan }: { readonly plan: PlanDto }) {
	const queries = useQueryClient();
	const announce = useAnnounce();
	const form = useForm({
		id: "plan",
		over: plan,
		what: "plan",
		parts: true,
		follows: true,
		values: toDraft,
		check: ({ targets }) => ({
			targets: SEVERITIES.some((severity) => Object.values(targets[severity]).some(isNoDuration))
				? "Write a time such as 30 min, 4 h or 2 d, or leave it empty."
				: null,
		}),
		send: (draft, seen) =>
			request<PlanDto>("/api/deadlines", { method: "PUT", json: fromDraft(draft, seen.version) }),
		onSent: (saved, reset) => {
			queries.setQueryData(["deadlines"], saved);
			reset(saved);
			announce("The deadlines are saved.");
		},
	});
	const { theirs } = form.standing;
	const { values: draft, set: change } = form;
	const targets = form.field("targets");
	return (
		<Form
			form={form}
			submit="Save deadlines"
			failed="The deadlines were not saved"
			compare={theirs === null ? undefined : draftPairs(toDraft(theirs), draft)}
			className="max-w-3xl gap-5"
			footer={
				<div className="flex flex-wrap items-center gap-3">
					<Button variant="primary" size="md" type="submit" busy={form.busy}>
						Save deadlines
					</Button>
					<span className="text-muted text-sm">
						{plan.updatedAt === null ? (
							"These are the defaults."
						) : (
							<>
								Last changed <Time value={plan.updatedAt} form="minutes" /> by <bdi>{plan.updatedBy}</bdi>
							</>
						)}
					</span>
				</div>
			}
		>
			<Section title="By severity">
				<div className="overflow-x-auto">
					<table className="w-full min-w-[34rem] text-left">
						<thead>
							<tr className="text-muted text-sm">
								<th className="py-1 pr-3 font-normal">Severity</th>
								{TARGETS.map((target) => (
									<th key={target} className="py-1 pr-3 font-normal">
										{TARGET[target]}
									</th>
								))}
								<th className="py-1 font-normal">Runs</th>
							</tr>
						</thead>
						<tbody>
							{SEVERITIES.map((severity) => (
								<tr key={severity}>
									<th scope="row" className="py-1 pr-3 font-medium">
										{name(severity)}
									</th>
									{TARGETS.map((target) => (
										<td key={target} className="py-1 pr-3">
											<Input
												aria-label={`${name(severity)}: ${TARGET[target].toLowerCase()}`}
												value={draft.targets[severity][target]}
												placeholder="No deadline"
												autoComplete="off"
												aria-invalid={
													form.fault(`targets.${severity}.${target}`) !== undefined ||
													(targets.error !== undefined && isNoDuration(draft.targets[severity][target]))
												}
												onChange={(event) =>
													change({
														targets: {
															...draft.targets,
															[severity]: { ...draft.targets[severity], [target]: event.target.value },
														},
													})
												}
											/>
										</td>
									))}
									<td className="whitespace-nowrap py-1">
										<Checkbox
											id={`always-${severity}`}
											label={<span className="font-normal">Day and night</span>}
											checked={draft.always.includes(severity)}
											onCheckedChange={(checked) =>
												change({
													always: checked
														? [...draft.always, severity]
														: draft.always.filter((each) => each !== severity),
												})
											}
										/>
									</td>
								</tr>
							))}
						</tbody>
					</table>
				</div>
				<FieldProblem {...targets} />
				<p className="mt-1 text-muted text-sm">
					Such as 30 min, 4 h or 2 d; a day is 24 hours of the clock, which runs in business hours unless it
					runs day and night.
				</p>
			</Section>
			<Section title="Business hours">
				<div className="flex flex-col gap-3">
					<TextField
						field={form.field("timeZone")}
						label="Time zone"
						hint="As in Europe/Berlin. Daylight saving is followed."
						className="max-w-xs"
						spellCheck={false}
					/>
					<div className="flex flex-col gap-1.5">
						{DAYS.map((day, index) => {
							const hours = draft.hours[index];
							if (hours === undefined) return null;
							const set = (part: Partial<typeof hours>) =>
								change({
									hours: draft.hours.map((each, at) => (at === index ? { ...each, ...part } : each)),
								});
							return (
								<div key={day} className="flex min-h-8 flex-wrap items-center gap-3">
									<div className="w-28 max-sm:w-full">
										<Checkbox
											id={`day-${index}`}
											label={<span className="font-normal">{day}</span>}
											checked={hours.open}
											onCheckedChange={(open) => set({ open })}
										/>
									</div>
									{hours.open ? (
										<>
											<TimeInput
												kind="time"
												aria-label={`${day} from`}
												className="max-w-32"
												value={hours.from}
												onValueChange={(from) => set({ from })}
											/>
											<span className="text-muted">to</span>
											<TimeInput
												kind="time"
												aria-label={`${day} to`}
												className="max-w-32"
												value={hours.to}
												onValueChange={(to) => set({ to })}
											/>
										</>
									) : (
										<span className="text-faint">Closed</span>
									)}
								</div>
							);
						})}
					</div>
					<TextareaField
						field={form.field("holidays")}
						label="Holidays"
						hint="Dates such as 2026-12-25, one a line."
						className="max-w-xs"
						spellCheck={false}
					/>
					<CheckField
						field={form.field("pauseWaiting")}
						label="Pause the clock while a case waits for an answer"
					/>
				</div>
			</Section>
		</Form>
	);
}
