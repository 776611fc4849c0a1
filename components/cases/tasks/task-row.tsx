"use client";

import { ArrowDown, ArrowUp, Ellipsis, Lock, Pencil, UserRound } from "lucide-react";
import { AsOpened } from "@/components/parts/conflict/as-opened";
import { Button, IconButton } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { Menu, MenuGroup, MenuItem } from "@/components/ui/menu";
import { LookMark, Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import { useNow } from "@/components/ui/use-now";
import { TASK_STATUSES, type TaskStatus } from "@/lib/cases/record/rules";
import type { TaskDto } from "@/lib/cases/tasks/answers";
import { isOpenTask, isOverdue } from "@/lib/cases/tasks/rules";
import { visibleProse, visibleText } from "@/lib/core/visible-text";
import { TASK_STATUS } from "./status";

interface TaskRowProps {
	readonly task: TaskDto;
	readonly active: boolean;
	readonly tabStop: boolean;
	readonly busy: boolean;
	/** Whether it may be changed. */
	readonly works: boolean;
	readonly first: boolean;
	readonly last: boolean;
	readonly onStand: () => void;
	/** `seen`: the task as it was when its menu opened. */
	readonly onStatus: (status: TaskStatus, seen: TaskDto) => void;
	readonly onEdit: () => void;
	readonly onMine: (seen: TaskDto) => void;
	readonly onMove: (step: 1 | -1, seen: TaskDto) => void;
}

/** A task on a line or three, with what can be done to it. */
export function TaskRow(props: TaskRowProps) {
	const { task, active, tabStop, busy, works } = props;
	const look = TASK_STATUS[task.status];
	const finished = !isOpenTask(task.status);
	return (
		<li
			id={`task-${task.id}`}
			data-id={task.id}
			tabIndex={tabStop ? 0 : -1}
			aria-current={active ? "true" : undefined}
			onFocus={props.onStand}
			className={cx(
				"flex flex-wrap items-start gap-x-3 gap-y-1 border-b px-3 py-2 -outline-offset-2 last:border-b-0 target:bg-selected sm:px-4",
				active && "bg-active",
			)}
		>
			<div className="w-24 shrink-0">
				{works ? (
					<Menu
						trigger={
							<Button variant="ghost" busy={busy} className="-ml-2 px-2" aria-label={`Status: ${look.label}`}>
								<LookMark look={look} />
							</Button>
						}
					>
						<AsOpened value={task}>
							{(seen) =>
								TASK_STATUSES.filter((status) => status !== seen.status).map((status) => (
									<MenuItem
										key={status}
										icon={TASK_STATUS[status].icon}
										onClick={() => props.onStatus(status, seen)}
									>
										{TASK_STATUS[status].label}
										{status === "done" || status === "skipped" ? "…" : ""}
									</MenuItem>
								))
							}
						</AsOpened>
					</Menu>
				) : (
					<LookMark look={look} className="h-7" />
				)}
			</div>
			<div className="min-w-0 flex-1 basis-40 py-0.5 sm:basis-60">
				<p className={cx("font-medium", finished && "text-muted")}>
					<bdi>{visibleText(task.title)}</bdi>{" "}
					{task.blocking && !finished ? (
						<Tag tone="amber" className="ml-1 align-middle">
							<Lock aria-hidden className="size-3" />
							Holds the case
						</Tag>
					) : null}
				</p>
				{task.description === "" || finished ? null : (
					<p className="whitespace-pre-line text-muted text-sm">{visibleProse(task.description)}</p>
				)}
				{task.outcome === "" ? null : (
					<p className="whitespace-pre-line text-sm">
						<span className="text-muted">Outcome: </span>
						{visibleProse(task.outcome)}
					</p>
				)}
			</div>
			<div className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-0.5 py-1 text-sm max-sm:order-last max-sm:basis-full max-sm:pl-27">
				<Due task={task} />
				<span className={cx("sm:w-32 sm:truncate", task.assignee === null && "text-faint")}>
					{task.finishedBy !== null
						? `by ${visibleText(task.finishedBy)}`
						: task.assignee === null
							? "Unassigned"
							: visibleText(task.assignee.name)}
				</span>
			</div>
			{works ? <More {...props} /> : null}
		</li>
	);
}

function Due({ task }: { task: TaskDto }) {
	const now = useNow(60_000);
	if (task.finishedAt !== null) return <Time value={task.finishedAt} form="brief" className="text-muted" />;
	if (task.dueAt === null) return null;
	const late = isOverdue(task, now);
	return (
		<span className={cx(late && "text-red")} suppressHydrationWarning>
			{late ? "Overdue since " : "Due "}
			<Time value={task.dueAt} form="brief" />
		</span>
	);
}

function More({ task, first, last, onEdit, onMine, onMove }: TaskRowProps) {
	return (
		<Menu align="end" trigger={<IconButton label={`More for ${task.title}`} icon={Ellipsis} />}>
			<MenuItem icon={Pencil} onClick={onEdit}>
				Edit
			</MenuItem>
			<AsOpened value={task}>
				{(seen) => (
					<>
						<MenuItem icon={UserRound} onClick={() => onMine(seen)}>
							Assign to me
						</MenuItem>
						<MenuGroup>
							<MenuItem icon={ArrowUp} disabled={first} onClick={() => onMove(-1, seen)}>
								Move up
							</MenuItem>
							<MenuItem icon={ArrowDown} disabled={last} onClick={() => onMove(1, seen)}>
								Move down
							</MenuItem>
						</MenuGroup>
					</>
				)}
			</AsOpened>
		</Menu>
	);
}
