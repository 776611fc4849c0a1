import type { Prisma } from "@/lib/platform/db/generated/client.ts";

/** The tasks of a case as people ordered them. */
export const TASK_ORDER = [
	{ position: "asc" },
	{ id: "asc" },
] satisfies Prisma.CaseTaskOrderByWithRelationInput[];
