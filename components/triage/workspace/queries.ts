"use client";

import { useQuery } from "@tanstack/react-query";
import { request } from "@/components/client/api";
import type { WorkspaceOverview } from "@/lib/sources/workspaces/overview";

export const WORKSPACE_KEY = ["workspace"] as const;

/** @param id null: the default one, which is also what `initial` is of */
export function useWorkspaceOverview(id: string | null, initial: WorkspaceOverview | null) {
	const search = id === null ? "" : `?workspace=${encodeURIComponent(id)}`;
	return useQuery({
		queryKey: [...WORKSPACE_KEY, id],
		queryFn: ({ signal }) => request<WorkspaceOverview>(`/api/workspace${search}`, { signal }),
		...(initial === null || id !== null ? {} : { initialData: initial }),
	});
}
