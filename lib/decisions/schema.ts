import { z } from "zod";
import { newCaseFields } from "@/lib/cases/cases/schema";
import type { Answer } from "@/lib/core/answer";
import { caseName } from "@/lib/core/case-name";
import { instant } from "@/lib/core/time";
import { BENIGN_REASONS, NOTE_LIMIT, VERDICTS } from "@/lib/triage/findings/rules";
import { findingFilter, findingSummary } from "@/lib/triage/findings/schema";

/** At most this many findings in one decision. */
export const DECISION_LIMIT = 10_000;

/** The case that escalated findings go into: one there is, or a new one with what is said of it. */
const escalationTarget = z.union([
	z.strictObject({
		id: z.uuid(),
		/** A closed case takes no findings unless it is to be opened again. */
		reopen: z.boolean().default(false),
		/** The one the person saw; findings that came into the case since do not count. */
		version: z.number().int().min(1).optional(),
	}),
	newCaseFields,
]);
export type EscalationTarget = z.infer<typeof escalationTarget>;

const decisionFields = {
	verdict: z.enum(VERDICTS),
	reason: z.enum(BENIGN_REASONS).optional(),
	note: z.string().trim().max(NOTE_LIMIT).optional(),
	/** Goes with escalated; without it, a new case. What is in a case already stays there. */
	case: escalationTarget.optional(),
};

/** A decision on one finding that is named otherwise. */
export const oneDecisionInput = z.strictObject(decisionFields);
export type OneDecisionInput = z.input<typeof oneDecisionInput>;

/** Either the findings by id, each with the version that was seen, or all that match a filter as of an instant. */
export const decisionInput = z.union([
	z.strictObject({
		...decisionFields,
		ids: z.array(z.uuid()).min(1).max(DECISION_LIMIT),
		/** id → the version the person saw. */
		versions: z.record(z.uuid(), z.number().int().min(1)),
	}),
	z.strictObject({
		...decisionFields,
		/** One that is not known would decide more than was meant. */
		filter: findingFilter.strict(),
		/** When the list was read: what changed later is left out and reported. */
		asOf: instant,
	}),
]);
export type DecisionInputBody = z.input<typeof decisionInput>;

/** Which findings an undo is for: one, or all that the decision decided. */
export const undoInput = z.strictObject({ finding: z.uuid().optional() });
export type UndoInput = z.input<typeof undoInput>;

export const decisionResult = z
	.object({
		/** Null when nothing was decided. */
		id: z.uuid().nullable().meta({ description: "Identifies the decision, to undo it." }),
		decided: z.int(),
		conflicts: z.int(),
		notFound: z.int(),
		/** The cases that the findings were escalated into: one for each workspace they belong to. */
		cases: z.array(caseName),
		/** One for each id; for a decision by filter, the decided ones are counted and only conflicts are listed. */
		outcomes: z.array(
			z.union([
				z.object({
					id: z.uuid(),
					/** `conflict`: somebody, or a run, was faster; `finding` is how it stands now. */
					outcome: z.enum(["decided", "undone", "conflict"]),
					finding: findingSummary,
				}),
				z.object({ id: z.uuid(), outcome: z.literal("not_found") }),
			]),
		),
	})
	.meta({ id: "DecisionResult" });
export type DecisionResult = Answer<typeof decisionResult>;
/** What became of one finding in a decision or an undo. */
export type DecisionOutcome = DecisionResult["outcomes"][number];
