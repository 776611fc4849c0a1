"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useAnnounce } from "@/components/client/announcer";
import { ApiProblem, request } from "@/components/client/api";
import { ChangedNotice } from "@/components/parts/conflict/changed-notice";
import { useSeen } from "@/components/parts/conflict/use-seen";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field, Input, Textarea } from "@/components/ui/field";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Section } from "@/components/ui/section";
import { Time } from "@/components/ui/time";
import { TimeInput } from "@/components/ui/time-input";
import { TARGETS } from "@/lib/cases/deadlines/rules";
import type { PlanDto } from "@/lib/cases/deadlines/schema";
import {
	DAYS,
	draftDifferences,
	fromDraft,
	type PlanDraft,
	SEVERITIES,
	type Severity,
	toDraft,
} from "./plan-draft";

const TARGET = {
	acknowledge: "Acknowledged within",
	contain: "Contained within",
	resolve: "Resolved within",
} as const;
const name = (severity: Severity) => severity.charAt(0).toUpperCase() + severity.slice(1);

/** The plan as it stands, where a write was refused because somebody had changed it. */
function planOf(error: unknown): PlanDto | null {
	return (error instanceof ApiProblem ? (error.document.plan as PlanDto | undefined) : undefined) ?? null;
}

/** Sets when cases are due, and in which hours the clock runs. */
export function PlanForm({ plan }: { readonly plan: PlanDto }) {
	const queries = useQueryClient();
	const announce = useAnnounce();
	const [draft, setDraft] = useState<PlanDraft>(() => toDraft(plan));
	const change = (part: Partial<PlanDraft>) => setDraft((before) => ({ ...before, ...part }));
	const { seen, theirs, refused, refuse, adopt } = useSeen(plan);
	const take = (now: PlanDto) => {
		setDraft(toDraft(now));
		adopt(now);
	};
	// A form in which nothing was changed follows what others save.
	if (theirs !== null && !refused && draftDifferences(toDraft(seen), draft).length === 0) take(theirs);
	const save = useMutation({
		mutationFn: () =>
			request<PlanDto>("/api/deadlines", { method: "PUT", json: fromDraft(draft, seen.version) }),
		onSuccess: (saved) => {
			queries.setQueryData(["deadlines"], saved);
			take(saved);
			announce("The deadlines are saved.");
		},
		onError: (error) => {
			const now = planOf(error);
			if (now !== null) refuse(now);
		},
	});
	return (
		<form
			noValidate
			className="flex max-w-3xl flex-col gap-5"
			onSubmit={(event) => {
				event.preventDefault();
				if (!save.isPending) save.mutate();
			}}
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
				<p className="mt-1 text-muted text-sm">
					Such as 30 min, 4 h or 2 d; a day is 24 hours of the clock, which runs in business hours unless it
					runs day and night.
				</p>
			</Section>
			<Section title="Business hours">
				<div className="flex flex-col gap-3">
					<Field id="plan-zone" label="Time zone" hint="As in Europe/Berlin. Daylight saving is followed.">
						<Input
							id="plan-zone"
							className="max-w-xs"
							value={draft.timeZone}
							onChange={(event) => change({ timeZone: event.target.value })}
							aria-describedby="plan-zone-hint"
							autoComplete="off"
							spellCheck={false}
						/>
					</Field>
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
					<Field id="plan-holidays" label="Holidays" hint="Dates such as 2026-12-25, one a line.">
						<Textarea
							id="plan-holidays"
							className="max-w-xs"
							value={draft.holidays}
							onChange={(event) => change({ holidays: event.target.value })}
							aria-describedby="plan-holidays-hint"
							spellCheck={false}
						/>
					</Field>
					<Checkbox
						id="plan-pause"
						label="Pause the clock while a case waits for an answer"
						checked={draft.pauseWaiting}
						onCheckedChange={(pauseWaiting) => change({ pauseWaiting })}
					/>
				</div>
			</Section>
			{theirs === null ? null : (
				<ChangedNotice
					what="plan"
					action="Save deadlines"
					refused={refused}
					differences={draftDifferences(toDraft(theirs), draft)}
					onTakeTheirs={() => take(theirs)}
				/>
			)}
			{save.isError && planOf(save.error) === null ? (
				<ProblemNotice error={save.error} title="The deadlines were not saved" />
			) : null}
			<div className="flex flex-wrap items-center gap-3">
				<Button variant="primary" size="md" type="submit" busy={save.isPending}>
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
		</form>
	);
}
