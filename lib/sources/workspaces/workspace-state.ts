import { z } from "zod";
import type { Answer } from "@/lib/core/answer";

/** The workspace hunts run against, and what blocks them, if anything. */
export const workspaceStateAnswer = z.object({
	id: z.string(),
	kind: z.enum(["local", "sentinel"]),
	name: z.string(),
	/** True while the workspace holds generated sample data. */
	sample: z.boolean(),
	problem: z.object({ message: z.string(), remedy: z.string().nullable() }).nullable(),
});
export type WorkspaceState = Answer<typeof workspaceStateAnswer>;

const KUSTO_TYPES = [
	"bool",
	"datetime",
	"decimal",
	"dynamic",
	"guid",
	"int",
	"long",
	"real",
	"string",
	"timespan",
] as const;

/** With its tables; without any where they could not be asked for. */
export const workspaceAnswer = workspaceStateAnswer
	.extend({
		tables: z.array(
			z.object({
				name: z.string(),
				columns: z.array(z.object({ name: z.string(), type: z.enum(KUSTO_TYPES) })),
				rows: z.number().nullable(),
				oldest: z.string().nullable(),
				newest: z.string().nullable(),
			}),
		),
	})
	.meta({ id: "Workspace" });
export type WorkspaceOverview = Answer<typeof workspaceAnswer>;
