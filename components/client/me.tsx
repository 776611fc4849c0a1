"use client";

import { createContext, use } from "react";
import type { Permission } from "@/lib/platform/context/permission-table";
import type { Me } from "@/lib/platform/identity/answers";

/** Filled by the console's layout, which lets nobody in who is not somebody. */
export const MeContext = createContext<Me | null>(null);

/** Who works here. */
export function useMe(): Me {
	const me = use(MeContext);
	if (me === null) throw new Error("useMe needs MeContext around it.");
	return me;
}

/** Whether the person who works here may do it, by the table that the server goes by. */
export function useMay(permission: Permission): boolean {
	return useMe().may.includes(permission);
}
