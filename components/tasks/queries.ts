"use client";

import { useQuery } from "@tanstack/react-query";
import { request } from "@/components/api";
import { caseKey } from "@/components/cases/queries";
import type { TaskList } from "@/lib/cases/tasks/answers";

export function tasksKey(caseId: string) {
	return [...caseKey(caseId), "tasks"] as const;
}

export function useTasks(caseId: string) {
	return useQuery({
		queryKey: tasksKey(caseId),
		queryFn: ({ signal }) => request<TaskList>(`/api/cases/${caseId}/tasks`, { signal }),
		select: ({ items }) => items,
	});
}
