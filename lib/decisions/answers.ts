import { z } from "zod";
import { caseName } from "@/lib/core/case-name";
import type { DecisionResult } from "@/lib/decisions/schema";
import { findingSummary } from "@/lib/triage/findings/answers";

export const decisionResult = z
	.object({
		id: z.uuid().nullable().meta({ description: "Identifies the decision, to undo it." }),
		decided: z.int(),
		conflicts: z.int(),
		notFound: z.int(),
		cases: z.array(caseName),
		outcomes: z.array(
			z.union([
				z.object({
					id: z.uuid(),
					outcome: z.enum(["decided", "undone", "conflict"]),
					finding: findingSummary,
				}),
				z.object({ id: z.uuid(), outcome: z.literal("not_found") }),
			]),
		),
	})
	.meta({ id: "DecisionResult" }) satisfies z.ZodType<DecisionResult>;
