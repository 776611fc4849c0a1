"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus, Trash2 } from "lucide-react";
import { request } from "@/components/client/api";
import { useMay } from "@/components/client/me";
import { TextField } from "@/components/parts/form/fields";
import { Form } from "@/components/parts/form/form";
import { useForm } from "@/components/parts/form/use-form";
import { Button, IconButton } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { PageBody } from "@/components/ui/page-body";
import { QueryProblem } from "@/components/ui/query-problem";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { Time } from "@/components/ui/time";
import { TimeInput } from "@/components/ui/time-input";
import { visibleText } from "@/lib/core/visible-text";
import type { ShiftPlanDto } from "@/lib/platform/shifts/plan-schema";
import { SHIFTS_LIMIT, type ShiftDays } from "@/lib/platform/shifts/shift-rules";
import type { PlannedShift } from "@/lib/platform/shifts/shifts";
import { ShiftPeople } from "./shift-people";
import { spanText } from "./window-line";

const KEY = ["shifts"] as const;

const DAYS: readonly { value: ShiftDays; label: string }[] = [
	{ value: "every", label: "Every day" },
	{ value: "weekdays", label: "Monday to Friday" },
	{ value: "weekend", label: "Saturday and Sunday" },
];

const NEW_SHIFT: PlannedShift = { name: "", start: "06:00", days: "every", team: "", people: [] };

/** When the shifts change. */
export function ShiftsPage() {
	const query = useQuery({
		queryKey: KEY,
		queryFn: ({ signal }) => request<ShiftPlanDto>("/api/shifts", { signal }),
	});
	const plan = query.data;
	return (
		<PageBody className="max-w-4xl">
			<div>
				<h2 className="font-semibold">Shifts</h2>
				<p className="text-muted">
					A shift starts at its local time and lasts until the next one starts. Its leads are notified of what
					is handed over to it. Without shifts, a handover covers the time since the last one.
				</p>
			</div>
			<QueryProblem query={query} title="The shifts could not be loaded" />
			{plan === undefined ? (
				query.isError ? null : (
					<Skeleton className="w-1/2" />
				)
			) : (
				<>
					<Now plan={plan} />
					<PlanForm plan={plan} />
				</>
			)}
		</PageBody>
	);
}

function Now({ plan }: { plan: ShiftPlanDto }) {
	const { current } = plan;
	return (
		<p>
			{current === null ? (
				"No shift is planned for now."
			) : (
				<>
					Now: <bdi className="font-medium">{visibleText(current.name)}</bdi>
					{current.team === "" ? null : (
						<>
							{" "}
							(<bdi>{visibleText(current.team)}</bdi>)
						</>
					)}
					, {spanText(current.from, current.to, plan.timeZone)}.
				</>
			)}
			{plan.validFrom === null ? null : (
				<span className="text-muted">
					{" "}
					Planned by <bdi>{visibleText(plan.by ?? "")}</bdi> at <Time value={plan.validFrom} form="minutes" />
					.
				</span>
			)}
		</p>
	);
}

interface Row extends PlannedShift {
	/** For React alone. */
	readonly key: number;
}

function zoneOf(plan: ShiftPlanDto): string {
	return plan.version === 0 ? Intl.DateTimeFormat().resolvedOptions().timeZone : plan.timeZone;
}

function rowsOf(plan: ShiftPlanDto): readonly Row[] {
	return plan.shifts.map((shift, key) => ({ ...shift, key }));
}

/** The shifts in words, one a line. */
function shiftsText(shifts: readonly PlannedShift[]): string {
	return shifts
		.map(({ name, start, days, team }) =>
			[name, start, DAYS.find(({ value }) => value === days)?.label, team].filter(Boolean).join(", "),
		)
		.join("\n");
}

function PlanForm({ plan }: { plan: ShiftPlanDto }) {
	const queries = useQueryClient();
	const may = useMay("handovers.manage");
	const form = useForm({
		id: "shifts",
		over: plan,
		what: "plan",
		parts: true,
		follows: true,
		values: (of) => ({ timeZone: zoneOf(of), shifts: rowsOf(of) }),
		send: ({ timeZone, shifts }, { version }) =>
			request<ShiftPlanDto>("/api/shifts", {
				method: "PUT",
				json: { version, timeZone, shifts: shifts.map(({ key: _, ...shift }) => shift) },
			}),
		onSent: (saved, reset) => {
			queries.setQueryData(KEY, saved);
			reset(saved);
		},
	});
	const { theirs } = form.standing;
	const { timeZone, shifts: rows } = form.values;
	const { fault } = form;
	const setRows = form.field("shifts").onValueChange;
	const change = (key: number, part: Partial<PlannedShift>) =>
		setRows(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));
	return (
		<Form
			form={form}
			submit="Save the shifts"
			failed="The shifts were not saved"
			compare={
				theirs === null
					? undefined
					: [
							["Time zone", theirs.timeZone, timeZone],
							["Shifts", shiftsText(theirs.shifts), shiftsText(rows)],
						]
			}
			footer={
				may ? (
					<>
						<div className="flex gap-2">
							<Button
								icon={Plus}
								disabled={rows.length >= SHIFTS_LIMIT}
								onClick={() =>
									setRows([...rows, { ...NEW_SHIFT, key: Math.max(-1, ...rows.map(({ key }) => key)) + 1 }])
								}
							>
								Add a shift
							</Button>
							<Button type="submit" variant="primary" busy={form.busy}>
								Save the shifts
							</Button>
						</div>
						<p className="text-muted">
							Changes apply as soon as they are saved. Earlier findings, decisions and events keep their
							shift.
						</p>
					</>
				) : (
					<Notice title="Only a lead can plan the shifts" />
				)
			}
		>
			<fieldset disabled={!may} className="flex flex-col gap-4">
				<TextField
					field={form.field("timeZone")}
					label="Time zone"
					hint="An IANA name, such as Europe/Berlin. Daylight saving makes the shift of its night longer or shorter."
					className="max-w-xs"
					spellCheck={false}
				/>
				<ul className="flex flex-col gap-3">
					{rows.map((row, index) => (
						<li
							key={row.key}
							className="grid grid-cols-[minmax(0,1fr)_7rem_2rem] items-end gap-2 border-b pb-3 sm:grid-cols-[minmax(0,1fr)_7rem_12rem_minmax(0,1fr)_2rem] sm:border-0 sm:pb-0"
						>
							<Field id={`shift-name-${row.key}`} label="Name" error={fault(`shifts.${index}.name`)}>
								<Input
									id={`shift-name-${row.key}`}
									value={row.name}
									onChange={(event) => change(row.key, { name: event.target.value })}
									aria-describedby={`shift-name-${row.key}-hint`}
									aria-invalid={fault(`shifts.${index}.name`) !== undefined}
									autoComplete="off"
								/>
							</Field>
							<Field id={`shift-start-${row.key}`} label="Begins" error={fault(`shifts.${index}.start`)}>
								<TimeInput
									id={`shift-start-${row.key}`}
									kind="time"
									value={row.start}
									onValueChange={(start) => change(row.key, { start })}
									aria-describedby={`shift-start-${row.key}-hint`}
									aria-invalid={fault(`shifts.${index}.start`) !== undefined}
								/>
							</Field>
							<div className="max-sm:order-1 max-sm:col-span-2">
								<Field id={`shift-days-${row.key}`} label="On">
									<Select
										id={`shift-days-${row.key}`}
										label={`Days on which ${row.name || "the shift"} begins`}
										value={row.days}
										options={DAYS}
										onValueChange={(days) => change(row.key, { days })}
										className="h-8 w-full"
									/>
								</Field>
							</div>
							<div className="max-sm:order-2 max-sm:col-span-2">
								<Field id={`shift-team-${row.key}`} label="Team" error={fault(`shifts.${index}.team`)}>
									<Input
										id={`shift-team-${row.key}`}
										value={row.team}
										onChange={(event) => change(row.key, { team: event.target.value })}
										autoComplete="off"
									/>
								</Field>
							</div>
							<IconButton
								label={`Remove ${row.name || "this shift"}`}
								icon={Trash2}
								size="md"
								onClick={() => setRows(rows.filter(({ key }) => key !== row.key))}
							/>
							<ShiftPeople
								id={`shift-people-${row.key}`}
								shift={row}
								error={fault(`shifts.${index}.people`)}
								onChange={(people) => change(row.key, { people })}
							/>
						</li>
					))}
				</ul>
			</fieldset>
		</Form>
	);
}
