"use client";

import { useQuery } from "@tanstack/react-query";
import { request } from "@/components/api";
import type { WorkspaceOverview } from "@/lib/workspaces/overview";

export const WORKSPACE_KEY = ["workspace"] as const;

export function useWorkspaceOverview(initial: WorkspaceOverview | null) {
	return useQuery({
		queryKey: WORKSPACE_KEY,
		queryFn: ({ signal }) => request<WorkspaceOverview>("/api/workspace", { signal }),
		...(initial === null ? {} : { initialData: initial }),
	});
}
