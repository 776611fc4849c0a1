"use client";

import { createContext, use } from "react";
import type { WorkspaceState } from "@/lib/sources/workspaces/workspace-state";

const NONE: readonly WorkspaceState[] = [];
export const WorkspacesContext = createContext(NONE);

/** The workspaces of the person that hunts run against, the default one first. */
export function useWorkspaces(): readonly WorkspaceState[] {
	return use(WorkspacesContext);
}

/** The default one; null where none is the person's. */
export function useWorkspace(): WorkspaceState | null {
	return useWorkspaces()[0] ?? null;
}

/** What a workspace is called: an id that is no longer connected stands for itself. */
export function useWorkspaceName(): (id: string) => string {
	const all = useWorkspaces();
	return (id) => all.find((workspace) => workspace.id === id)?.name ?? id;
}
