"use client";

import { useQueryClient } from "@tanstack/react-query";
import { CalendarClock, Pause, Play, RotateCw } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { request } from "@/components/client/api";
import { useMay } from "@/components/client/me";
import { useAction } from "@/components/parts/form/use-action";
import { HUNTS_KEY } from "@/components/triage/hunts/queries";
import { useStartRun } from "@/components/triage/hunts/use-start-run";
import { Button } from "@/components/ui/button";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import { toastProblem } from "@/components/ui/toast";
import { visibleText } from "@/lib/core/visible-text";
import type { Schedule, ScheduleInput } from "@/lib/triage/schedules/schema";
import { scheduleText } from "./presets";
import { schedulesKey, schedulesPath } from "./queries";
import { ScheduleForm } from "./schedule-form";

interface ScheduleRowProps {
	readonly huntId: string;
	readonly schedule: Schedule;
	/** Where there are several. */
	readonly showWorkspace: boolean;
}

export function ScheduleRow({ huntId, schedule, showWorkspace }: ScheduleRowProps) {
	const queries = useQueryClient();
	const [editing, setEditing] = useState(false);
	const maySchedule = useMay("hunts.schedule");
	const mayRun = useMay("hunts.run");
	const start = useStartRun(huntId);
	const { workspaceId, version, enabled, cron, timeZone, paused } = schedule;
	const pause = useAction({
		act: () =>
			request<Schedule>(schedulesPath(huntId), {
				method: "PUT",
				json: { workspaceId, version, enabled, cron, timeZone, paused: !paused } satisfies ScheduleInput,
			}),
		failed: "The schedule was not changed",
		done: paused ? "The schedule runs again." : "The schedule is paused.",
		onDone: (saved) =>
			queries.setQueryData<readonly Schedule[]>(schedulesKey(huntId), (all) =>
				all?.map((one) => (one.workspaceId === workspaceId ? saved : one)),
			),
	});
	// Not waited for: what was saved is shown.
	const reload = () => void queries.invalidateQueries({ queryKey: HUNTS_KEY });
	const runNow = () =>
		start.mutate(
			{ next: true, workspaceId },
			{ onError: (error) => toastProblem("The run did not start", error) },
		);
	return (
		<li className="flex flex-wrap items-center gap-x-3 gap-y-1.5 py-2">
			<div className="flex min-w-0 flex-1 basis-64 flex-col gap-0.5">
				<p className="flex flex-wrap items-center gap-x-2">
					{showWorkspace ? <bdi className="font-medium">{visibleText(schedule.workspaceName)}</bdi> : null}
					<span className={enabled ? undefined : "text-muted"}>
						{!enabled
							? "Not enabled here"
							: cron === null
								? "Runs only when started by hand"
								: scheduleText(cron)}
					</span>
					{cron !== null && enabled ? <span className="text-muted">{timeZone}</span> : null}
					{paused && enabled ? <Tag tone="amber">Paused</Tag> : null}
				</p>
				<When schedule={schedule} />
			</div>
			<div className="flex flex-wrap gap-1.5">
				{mayRun && enabled ? (
					<Button
						icon={RotateCw}
						busy={start.isPending}
						onClick={runNow}
						title="Reads on where the last run ended"
					>
						Run now
					</Button>
				) : null}
				{maySchedule && enabled && cron !== null ? (
					<Button
						icon={paused ? Play : Pause}
						busy={pause.isPending}
						onClick={() => pause.mutate(undefined, { onSettled: reload })}
					>
						{paused ? "Resume" : "Pause"}
					</Button>
				) : null}
				{maySchedule ? (
					<Button icon={CalendarClock} onClick={() => setEditing(true)}>
						{cron === null ? "Schedule" : "Edit schedule"}
					</Button>
				) : null}
			</div>
			{editing ? (
				<ScheduleForm
					huntId={huntId}
					schedule={schedule}
					showWorkspace={showWorkspace}
					onDone={() => setEditing(false)}
				/>
			) : null}
		</li>
	);
}

function When({ schedule: { next, lastSlot, readUntil } }: { schedule: Schedule }) {
	const [soon] = next;
	return (
		<p className="flex flex-wrap gap-x-3 text-muted text-sm">
			{soon === undefined ? null : (
				<span>
					Next <Time value={soon} form="minutes" />
				</span>
			)}
			{readUntil === null ? null : (
				<span>
					Read until <Time value={readUntil} form="minutes" />
				</span>
			)}
			{lastSlot === null ? null : lastSlot.skipped === null ? (
				<span>
					Last slot{" "}
					{lastSlot.runId === null ? (
						<Time value={lastSlot.at} form="minutes" />
					) : (
						<Link href={`/runs/${lastSlot.runId}`} prefetch={false} className="hover:underline">
							<Time value={lastSlot.at} form="minutes" />
						</Link>
					)}
				</span>
			) : (
				<span>
					Slot <Time value={lastSlot.at} form="minutes" /> skipped: {visibleText(lastSlot.skipped)}
				</span>
			)}
		</p>
	);
}
