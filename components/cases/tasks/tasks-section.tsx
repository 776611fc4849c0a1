"use client";

import { CircleHelp, ListPlus, ListTodo, Plus } from "lucide-react";
import { useRef, useState } from "react";
import { useCasePeople } from "@/components/cases/cases/queries";
import { useMay, useMe } from "@/components/client/me";
import { Confirm } from "@/components/parts/form/confirm";
import { HelpDialog } from "@/components/parts/shortcuts/help-dialog";
import { useShortcuts } from "@/components/parts/shortcuts/use-shortcuts";
import { Button, IconButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageBody } from "@/components/ui/page-body";
import { QueryProblem } from "@/components/ui/query-problem";
import { Skeleton } from "@/components/ui/skeleton";
import type { CaseDetail } from "@/lib/cases/cases/schema";
import type { TaskDto } from "@/lib/cases/tasks/answers";
import { isOpenTask, mayChangeTasks } from "@/lib/cases/tasks/rules";
import { visibleText } from "@/lib/core/visible-text";
import { ApplyTemplate } from "./apply-template";
import { FinishDialog } from "./finish-dialog";
import { useTasks } from "./queries";
import { TASK_SHORTCUTS } from "./shortcuts";
import { TaskConflictDialog } from "./task-conflict";
import { TaskForm } from "./task-form";
import { TaskRow } from "./task-row";
import { useTaskChanges } from "./use-task-changes";

type Asking =
	| { readonly what: "add" | "template" | "help" }
	| { readonly what: "edit" | "done" | "skipped" | "remove"; readonly task: TaskDto };

const NONE: readonly TaskDto[] = [];

/** What is to be done in a case, in its order. */
export function TasksSection({ of }: { of: CaseDetail }) {
	const query = useTasks(of.id);
	const tasks = query.data ?? NONE;
	const changes = useTaskChanges(of.id);
	const people = useCasePeople();
	const me = useMe();
	const works = useMay("cases.work") && mayChangeTasks(of.status) && of.mergedInto === null;
	const [activeId, setActive] = useState<string | null>(null);
	const [asking, ask] = useState<Asking | null>(null);
	const list = useRef<HTMLOListElement>(null);
	const index = tasks.findIndex(({ id }) => id === activeId);
	const active = tasks[index] ?? null;

	const standOn = (next: number) => {
		const task = tasks[Math.max(0, Math.min(tasks.length - 1, next))];
		if (task === undefined) return;
		setActive(task.id);
		list.current?.querySelector<HTMLElement>(`[data-id="${task.id}"]`)?.focus();
	};
	const move = (task: TaskDto, step: 1 | -1) => {
		const at = tasks.findIndex(({ id }) => id === task.id);
		if (at < 0) return;
		if (at + step < 0 || at + step >= tasks.length) return;
		const after = step === 1 ? tasks[at + 1] : tasks[at - 2];
		void changes
			.move(task, after?.id ?? null)
			.then(() =>
				requestAnimationFrame(() =>
					list.current?.querySelector<HTMLElement>(`[data-id="${task.id}"]`)?.focus(),
				),
			);
	};
	const onActive = (act: (task: TaskDto) => void) => () => {
		if (active === null || !works) return false;
		act(active);
		return true;
	};
	useShortcuts(TASK_SHORTCUTS, {
		next: () => standOn(index + 1),
		previous: () => standOn(index < 0 ? 0 : index - 1),
		down: onActive((task) => move(task, 1)),
		up: onActive((task) => move(task, -1)),
		doing: onActive((task) =>
			changes.quick(task, { status: "doing", assigneeId: task.assignee?.id ?? me.id }),
		),
		done: onActive((task) => ask({ what: "done", task })),
		skip: onActive((task) => ask({ what: "skipped", task })),
		reopen: onActive((task) => changes.quick(task, { status: "open" })),
		mine: onActive((task) => changes.quick(task, { assigneeId: me.id })),
		edit: onActive((task) => ask({ what: "edit", task })),
		add: () => works && ask({ what: "add" }),
		help: () => ask({ what: "help" }),
	});

	const close = () => {
		ask(null);
		if (activeId !== null) {
			requestAnimationFrame(() =>
				list.current?.querySelector<HTMLElement>(`[data-id="${activeId}"]`)?.focus(),
			);
		}
	};
	const now = ({ id }: TaskDto) => tasks.find((task) => task.id === id);
	const open = tasks.filter(({ status }) => isOpenTask(status));
	const holding = open.filter(({ blocking }) => blocking).length;
	return (
		<PageBody className="gap-3 px-0 sm:px-0">
			<div className="flex flex-wrap items-center gap-2 px-3 sm:px-4">
				<p className="min-w-0 flex-1 text-muted" role="status">
					{query.isPending
						? ""
						: of.mergedInto === null
							? summary(tasks.length, open.length, holding)
							: `Case #${of.mergedInto.number} follows these tasks under the same titles.`}
				</p>
				<IconButton
					label="Keyboard shortcuts"
					shortcut="?"
					icon={CircleHelp}
					className="max-sm:hidden"
					onClick={() => ask({ what: "help" })}
				/>
				{works ? (
					<>
						<Button icon={ListPlus} onClick={() => ask({ what: "template" })}>
							From a template
						</Button>
						<Button icon={Plus} onClick={() => ask({ what: "add" })}>
							New task
						</Button>
					</>
				) : null}
			</div>
			<QueryProblem
				query={query}
				title="The tasks could not be loaded"
				stale="These tasks may be out of date"
				className="mx-3 sm:mx-4"
			/>
			{query.isPending ? (
				<div aria-busy className="flex flex-col gap-4 px-4 py-2">
					{["a", "b", "c", "d"].map((key) => (
						<Skeleton key={key} className="w-2/3" />
					))}
				</div>
			) : tasks.length === 0 && query.data !== undefined ? (
				<EmptyState icon={ListTodo} title="No tasks">
					Add what to find out and do, or use a template’s tasks.
				</EmptyState>
			) : (
				<ol ref={list} aria-label="Tasks" className="border-y">
					{tasks.map((task, at) => (
						<TaskRow
							key={task.id}
							task={task}
							active={task.id === activeId}
							tabStop={activeId === null ? at === 0 : task.id === activeId}
							busy={changes.busy === task.id}
							works={works}
							first={at === 0}
							last={at === tasks.length - 1}
							onStand={() => setActive(task.id)}
							onStatus={(status, seen) =>
								status === "done" || status === "skipped"
									? ask({ what: status, task: seen })
									: changes.quick(seen, { status })
							}
							onEdit={() => ask({ what: "edit", task })}
							onMine={(seen) => changes.quick(seen, { assigneeId: me.id })}
							onMove={(step, seen) => move(seen, step)}
						/>
					))}
				</ol>
			)}
			{asking?.what === "add" || asking?.what === "edit" ? (
				<TaskForm
					caseId={of.id}
					task={asking.what === "edit" ? asking.task : undefined}
					current={asking.what === "edit" ? now(asking.task) : undefined}
					onChange={changes.change}
					onRemove={asking.what === "edit" ? () => ask({ what: "remove", task: asking.task }) : undefined}
					onClose={close}
				/>
			) : null}
			{asking?.what === "done" || asking?.what === "skipped" ? (
				<FinishDialog
					task={asking.task}
					current={now(asking.task)}
					status={asking.what}
					onChange={(change) => changes.change(asking.task, change)}
					onClose={close}
				/>
			) : null}
			{asking?.what === "remove" ? (
				<Confirm
					title="Remove the task?"
					confirm="Remove"
					danger
					problemTitle="The task was not removed"
					act={async () => {
						await changes.remove(asking.task);
						ask(null);
					}}
					onClose={close}
				>
					“{visibleText(asking.task.title)}” leaves the case. The audit keeps it.
				</Confirm>
			) : null}
			{asking?.what === "template" ? <ApplyTemplate caseId={of.id} tasks={tasks} onClose={close} /> : null}
			{asking?.what === "help" ? <HelpDialog shortcuts={TASK_SHORTCUTS} onClose={close} /> : null}
			{changes.conflict === null ? null : (
				<TaskConflictDialog
					conflict={changes.conflict}
					names={new Map(people.data?.map(({ id, name }) => [id, name]))}
					onKeep={changes.keepTheirs}
					onApply={() => {
						const { theirs, mine } = changes.conflict ?? {};
						if (theirs !== undefined && mine !== undefined) changes.quick(theirs, mine);
					}}
				/>
			)}
		</PageBody>
	);
}

function summary(all: number, open: number, holding: number): string {
	if (open === 0) return all === 0 ? "" : "Nothing is left to do.";
	const left = `${open} of ${all} to do`;
	return holding === 0
		? `${left}.`
		: `${left}, ${holding} of them ${holding === 1 ? "holds" : "hold"} the case open.`;
}
