"use client";

import { Clock, UserRound } from "lucide-react";
import { useMe } from "@/components/client/me";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { Mark } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import type { CaseSummary } from "@/lib/cases/cases/schema";
import type { TaskDto } from "@/lib/cases/tasks/answers";
import { isOpenTask, type TaskEnd } from "@/lib/cases/tasks/rules";
import { visibleText } from "@/lib/core/visible-text";

/** What is still to be done in a case, as its closing asks about it. */
export interface OpenWork {
	readonly tasks: readonly TaskDto[];
	/** Tasks without which the case can't be closed. */
	readonly blocking: readonly TaskDto[];
	readonly nextAction: {
		readonly text: string;
		readonly owner: Person | null;
		readonly at: string | null;
	} | null;
}

interface Person {
	readonly id: string | null;
	readonly name: string;
}

export function openWorkOf(of: CaseSummary, tasks: readonly TaskDto[]): OpenWork {
	const open = tasks.filter(({ status }) => isOpenTask(status));
	return {
		tasks: open.filter(({ blocking }) => !blocking),
		blocking: open.filter(({ blocking }) => blocking),
		nextAction:
			of.nextAction === null ? null : { text: of.nextAction, owner: of.nextActionOwner, at: of.nextActionAt },
	};
}

/** The key under which the end of the next action is chosen; tasks have their ids. */
export const NEXT_ACTION = "next";

const ENDS: readonly { readonly value: TaskEnd; readonly label: string }[] = [
	{ value: "skipped", label: "Cancel" },
	{ value: "done", label: "Mark done" },
];

interface OpenWorkFieldsProps {
	readonly work: OpenWork;
	/** How each ends, by its id; cancelled where nothing is chosen. */
	readonly ends: ReadonlyMap<string, TaskEnd>;
	readonly onEnds: (ends: ReadonlyMap<string, TaskEnd>) => void;
}

/** Lists what is still open in the case, with who has it and when it is due, and asks what becomes of each. */
export function OpenWorkFields({ work, ends, onEnds }: OpenWorkFieldsProps) {
	const me = useMe();
	const { tasks, nextAction } = work;
	if (tasks.length === 0 && nextAction === null) return null;
	const others = [...tasks.map(({ assignee }) => assignee), nextAction?.owner ?? null]
		.filter((person) => person !== null && person.id !== me.id)
		.map((person) => visibleText(person?.name ?? ""));
	const names = [...new Set(others)];
	const keys = [...tasks.map(({ id }) => id), ...(nextAction === null ? [] : [NEXT_ACTION])];
	const choose = (key: string, end: TaskEnd) => onEnds(new Map([...ends, [key, end]]));
	return (
		<fieldset className="flex flex-col gap-1">
			<legend className="mb-1 font-medium">Still open in this case</legend>
			<ul className="flex flex-col rounded-md border">
				{nextAction === null ? null : (
					<Row
						title={`Next action: ${visibleText(nextAction.text)}`}
						who={nextAction.owner}
						due={nextAction.at}
						end={ends.get(NEXT_ACTION) ?? "skipped"}
						onEnd={(end) => choose(NEXT_ACTION, end)}
					/>
				)}
				{tasks.map((task) => (
					<Row
						key={task.id}
						title={visibleText(task.title)}
						who={task.assignee}
						due={task.dueAt}
						end={ends.get(task.id) ?? "skipped"}
						onEnd={(end) => choose(task.id, end)}
					/>
				))}
			</ul>
			{keys.length < 2 ? null : (
				<div className="flex flex-wrap gap-1.5">
					{ENDS.map(({ value, label }) => (
						<Button
							key={value}
							type="button"
							onClick={() => onEnds(new Map(keys.map((key) => [key, value])))}
						>
							{label} all {keys.length}
						</Button>
					))}
				</div>
			)}
			<p className="text-muted text-sm">
				{names.length === 0 ? "None of it belongs to anyone else." : `Notified: ${names.join(", ")}.`}
			</p>
		</fieldset>
	);
}

interface RowProps {
	readonly title: string;
	readonly who: Person | null;
	readonly due: string | null;
	readonly end: TaskEnd;
	readonly onEnd: (end: TaskEnd) => void;
}

function Row({ title, who, due, end, onEnd }: RowProps) {
	return (
		<li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-2.5 py-1.5 not-first:border-t">
			<div className="min-w-0 flex-1 basis-56">
				<p className="wrap-anywhere">{title}</p>
				<WhoAndWhen who={who} due={due} />
			</div>
			<Select<TaskEnd> label={`What to do with: ${title}`} value={end} onValueChange={onEnd} options={ENDS} />
		</li>
	);
}

function WhoAndWhen({ who, due }: Pick<RowProps, "who" | "due">) {
	return (
		<p className="flex flex-wrap gap-x-3 text-muted text-sm">
			<Mark icon={UserRound}>{who === null ? "Unassigned" : visibleText(who.name)}</Mark>
			{due === null ? null : (
				<Mark icon={Clock}>
					Due <Time value={due} form="minutes" />
				</Mark>
			)}
		</p>
	);
}

/** Says which tasks have to be finished before the case can be closed. */
export function BlockingNotice({ tasks }: { tasks: readonly TaskDto[] }) {
	if (tasks.length === 0) return null;
	return (
		<Notice
			kind="warning"
			title={tasks.length === 1 ? "A task holds this case open" : `${tasks.length} tasks hold this case open`}
		>
			<ul className="my-1 flex flex-col gap-1">
				{tasks.map(({ id, title, assignee, dueAt }) => (
					<li key={id}>
						<span className="wrap-anywhere">{visibleText(title)}</span>
						<WhoAndWhen who={assignee} due={dueAt} />
					</li>
				))}
			</ul>
			Finish them in Tasks, or skip what does not apply.
		</Notice>
	);
}
