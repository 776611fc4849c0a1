"use client";

import { useQuery } from "@tanstack/react-query";
import { caseKey } from "@/components/cases/cases/queries";
import { request } from "@/components/client/api";
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
