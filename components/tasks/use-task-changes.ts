"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApiProblem, request } from "@/components/api";
import { caseKey } from "@/components/cases/queries";
import { useAnnounce } from "@/components/shell/announcer";
import { toasts } from "@/components/ui/toast";
import type { TaskDto, TaskList } from "@/lib/tasks/answers";
import type { TaskChange } from "@/lib/tasks/schema";
import { tasksKey } from "./queries";

export type Change = Omit<TaskChange, "version">;

export interface TaskConflict {
	readonly theirs: TaskDto;
	readonly mine: Change;
}

/** Changing, moving and removing the tasks of a case, with what somebody else changed first. */
export function useTaskChanges(caseId: string) {
	const queries = useQueryClient();
	const announce = useAnnounce();
	const [busy, setBusy] = useState<string | null>(null);
	const [conflict, setConflict] = useState<TaskConflict | null>(null);
	const reread = () => void queries.invalidateQueries({ queryKey: caseKey(caseId) });
	const put = (task: TaskDto) =>
		queries.setQueryData<TaskList>(tasksKey(caseId), (list) =>
			list === undefined
				? list
				: {
						items: list.items.map((one) => (one.id === task.id && one.version <= task.version ? task : one)),
					},
		);
	const fail = (title: string, error: unknown) =>
		toasts.add({ type: "error", title, description: error instanceof Error ? error.message : String(error) });

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
			setBusy(task.id);
			try {
				const saved = await request<TaskDto>(`/api/tasks/${task.id}`, {
					method: "PATCH",
					json: { ...mine, version: task.version },
				});
				put(saved);
				setConflict(null);
				announce(`${saved.title}: saved.`);
				reread();
				return true;
			} catch (error) {
				const theirs = error instanceof ApiProblem ? (error.document.task as TaskDto | undefined) : undefined;
				if (theirs === undefined) throw error;
				put(theirs);
				setConflict({ theirs, mine });
				reread();
				return true;
			} finally {
				setBusy(null);
			}
		},
		async move(task: TaskDto, after: string | null): Promise<void> {
			setBusy(task.id);
			try {
				const list = await request<TaskList>(`/api/tasks/${task.id}/place`, {
					method: "PUT",
					json: { after },
				});
				queries.setQueryData(tasksKey(caseId), list);
				const place = list.items.findIndex(({ id }) => id === task.id) + 1;
				announce(`${task.title}: now ${place} of ${list.items.length}.`);
			} catch (error) {
				fail("The task was not moved", error);
				reread();
			} finally {
				setBusy(null);
			}
		},
		async remove(task: TaskDto): Promise<void> {
			await request(`/api/tasks/${task.id}?version=${task.version}`, { method: "DELETE" });
			announce(`${task.title}: removed.`);
			reread();
		},
		/** For a change that asks nothing: what goes wrong is told in a toast. */
		quick(task: TaskDto, mine: Change): void {
			void this.change(task, mine).catch((error: unknown) => fail("The task was not changed", error));
		},
	};
}
export type TaskChanges = ReturnType<typeof useTaskChanges>;
