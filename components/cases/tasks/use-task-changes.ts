"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { caseKey } from "@/components/cases/cases/queries";
import { useAnnounce } from "@/components/client/announcer";
import { ApiProblem, asProblem, request } from "@/components/client/api";
import { OwnVersions } from "@/components/parts/conflict/own-versions";
import { toastProblem } from "@/components/ui/toast";
import type { TaskDto, TaskList } from "@/lib/cases/tasks/answers";
import type { TaskChange } from "@/lib/cases/tasks/schema";
import { tasksKey } from "./queries";

export type Change = Omit<TaskChange, "version">;

export interface TaskConflict {
	readonly theirs: TaskDto;
	readonly mine: Change;
}

/**
 * Changing, moving and removing the tasks of a case, with what somebody else changed first. One write follows the
 * other, each over the version that was on the screen, with what this page has made of it since.
 */
export function useTaskChanges(caseId: string) {
	const queries = useQueryClient();
	const announce = useAnnounce();
	const [busy, setBusy] = useState<string | null>(null);
	const [conflict, setConflict] = useState<TaskConflict | null>(null);
	const queue = useRef<Promise<unknown>>(Promise.resolve());
	const [own] = useState(() => new OwnVersions());
	const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
		const done = queue.current.then(work);
		queue.current = done.catch(() => undefined);
		return done;
	};
	/** One write of a task. @param now the task in what was answered */
	const write = async <T>(
		task: TaskDto,
		send: (version: number) => Promise<T>,
		now: (answer: T) => TaskDto | undefined,
	): Promise<T> => {
		setBusy(task.id);
		try {
			return await inTurn(async () => {
				const version = own.now(task.id, task.version);
				const answer = await send(version);
				const after = now(answer);
				if (after !== undefined) own.made(task.id, version, after.version);
				return answer;
			});
		} catch (error) {
			const theirs = theirsOf(error);
			if (theirs !== undefined) put(theirs);
			throw error;
		} finally {
			setBusy(null);
		}
	};
	const theirsOf = (error: unknown) =>
		error instanceof ApiProblem ? (error.document.task as TaskDto | undefined) : undefined;
	const reread = () => void queries.invalidateQueries({ queryKey: caseKey(caseId) });
	const put = (task: TaskDto) =>
		queries.setQueryData<TaskList>(tasksKey(caseId), (list) =>
			list === undefined
				? list
				: {
						items: list.items.map((one) => (one.id === task.id && one.version <= task.version ? task : one)),
					},
		);

	return {
		/** Id of the task that is being written. */
		busy,
		conflict,
		/** Leaves the other's change as it is. */
		keepTheirs: () => setConflict(null),
		/**
		 * Writes a change over the version that was seen.
		 * @returns whether it is done: saved, or a conflict that is shown; otherwise the problem is thrown
		 */
		async change(task: TaskDto, mine: Change): Promise<boolean> {
			try {
				const saved = await write(
					task,
					(version) =>
						request<TaskDto>(`/api/tasks/${task.id}`, { method: "PATCH", json: { ...mine, version } }),
					(after) => after,
				);
				put(saved);
				setConflict(null);
				announce(`${saved.title}: saved.`);
			} catch (error) {
				const theirs = theirsOf(error);
				if (theirs === undefined) throw error;
				setConflict({ theirs, mine });
			}
			reread();
			return true;
		},
		async move(task: TaskDto, after: string | null): Promise<void> {
			try {
				const list = await write(
					task,
					(version) =>
						request<TaskList>(`/api/tasks/${task.id}/place`, { method: "PUT", json: { after, version } }),
					({ items }) => items.find(({ id }) => id === task.id),
				);
				queries.setQueryData(tasksKey(caseId), list);
				const place = list.items.findIndex(({ id }) => id === task.id) + 1;
				announce(`${task.title}: now ${place} of ${list.items.length}.`);
			} catch (error) {
				toastProblem("The task was not moved", asProblem(error));
				reread();
			}
		},
		async remove(task: TaskDto): Promise<void> {
			await request(`/api/tasks/${task.id}?version=${task.version}`, { method: "DELETE" });
			announce(`${task.title}: removed.`);
			reread();
		},
		/** For a change that asks nothing: what goes wrong is told in a toast. */
		quick(task: TaskDto, mine: Change): void {
			void this.change(task, mine).catch((error: unknown) =>
				toastProblem("The task was not changed", asProblem(error)),
			);
		},
	};
}
export type TaskChanges = ReturnType<typeof useTaskChanges>;
