"use client";

import { createContext, use } from "react";
import type { WorkspaceState } from "@/lib/hunts/schema";

/** Null when the workspace could not be asked. */
export const WorkspaceContext = createContext<WorkspaceState | null>(null);

/** The workspace that hunts run against; its name, whether it is sample data, and what stands in the way. */
export function useWorkspace(): WorkspaceState | null {
	return use(WorkspaceContext);
}
