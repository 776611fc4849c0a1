"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { ApiProblem, request } from "@/components/client/api";
import { useMay } from "@/components/client/me";
import { ChangedNotice } from "@/components/parts/conflict/changed-notice";
import { differences } from "@/components/parts/conflict/differences";
import { useSeen } from "@/components/parts/conflict/use-seen";
import { Button, IconButton } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { PageBody } from "@/components/ui/page-body";
import { ProblemNotice } from "@/components/ui/problem-notice";
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
			{query.isError ? (
				<ProblemNotice
					error={query.error}
					title="The shifts could not be loaded"
					onRetry={() => void query.refetch()}
					retrying={query.isFetching}
				/>
			) : null}
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
	const [timeZone, setTimeZone] = useState(() => zoneOf(plan));
	const [rows, setRows] = useState<readonly Row[]>(() => rowsOf(plan));
	const { seen, theirs, refused, refuse, adopt } = useSeen(plan);
	const take = (now: ShiftPlanDto) => {
		setTimeZone(zoneOf(now));
		setRows(rowsOf(now));
		adopt(now);
	};
	const touched = timeZone !== zoneOf(seen) || shiftsText(rows) !== shiftsText(seen.shifts);
	// A form in which nothing was changed follows what others save.
	if (theirs !== null && !refused && !touched) take(theirs);
	const [problem, setProblem] = useState<unknown>(null);
	const [busy, setBusy] = useState(false);
	const fault = (field: string) =>
		problem instanceof ApiProblem
			? problem.places.find((place) => place.field === field)?.message
			: undefined;
	const change = (key: number, part: Partial<PlannedShift>) =>
		setRows(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));

	const save = async () => {
		setBusy(true);
		setProblem(null);
		try {
			const shifts = rows.map(({ key: _, ...shift }) => shift);
			const saved = await request<ShiftPlanDto>("/api/shifts", {
				method: "PUT",
				json: { version: seen.version, timeZone, shifts },
			});
			queries.setQueryData(KEY, saved);
			take(saved);
		} catch (error) {
			const now = error instanceof ApiProblem ? (error.document.plan as ShiftPlanDto | undefined) : undefined;
			if (now === undefined) setProblem(error);
			else refuse(now);
		} finally {
			setBusy(false);
		}
	};
	return (
		<form
			noValidate
			className="flex flex-col gap-4"
			onSubmit={(event) => {
				event.preventDefault();
				if (!busy) void save();
			}}
		>
			<fieldset disabled={!may} className="flex flex-col gap-4">
				<Field
					id="shift-zone"
					label="Time zone"
					hint="An IANA name, such as Europe/Berlin. Daylight saving makes the shift of its night longer or shorter."
					error={fault("timeZone")}
				>
					<Input
						id="shift-zone"
						className="max-w-xs"
						value={timeZone}
						onChange={(event) => setTimeZone(event.target.value)}
						aria-describedby="shift-zone-hint"
						aria-invalid={fault("timeZone") !== undefined}
						autoComplete="off"
						spellCheck={false}
					/>
				</Field>
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
				{may ? (
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
						<Button type="submit" variant="primary" busy={busy}>
							Save the shifts
						</Button>
					</div>
				) : null}
			</fieldset>
			{may ? (
				<p className="text-muted">
					Changes apply as soon as they are saved. Earlier findings, decisions and events keep their shift.
				</p>
			) : (
				<Notice title="Only a lead can plan the shifts" />
			)}
			{theirs === null ? null : (
				<ChangedNotice
					what="plan"
					action="Save the shifts"
					refused={refused}
					differences={differences([
						["Time zone", theirs.timeZone, timeZone],
						["Shifts", shiftsText(theirs.shifts), shiftsText(rows)],
					])}
					onTakeTheirs={() => take(theirs)}
				/>
			)}
			{problem === null ? null : <ProblemNotice error={problem} title="The shifts were not saved" />}
		</form>
	);
}
