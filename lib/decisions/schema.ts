import { z } from "zod";
import { newCaseFields } from "@/lib/cases/cases/schema";
import type { CaseName } from "@/lib/core/case-name";
import { instant } from "@/lib/core/time";
import { BENIGN_REASONS, NOTE_LIMIT, VERDICTS } from "@/lib/triage/findings/rules";
import { type FindingSummary, findingFilter } from "@/lib/triage/findings/schema";

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
		filter: findingFilter,
		/** When the list was read: what changed later is left out and reported. */
		asOf: instant,
	}),
]);
export type DecisionInputBody = z.input<typeof decisionInput>;

/** Which findings an undo is for: one, or all that the decision decided. */
export const undoInput = z.strictObject({ finding: z.uuid().optional() });
export type UndoInput = z.input<typeof undoInput>;

/** What became of one finding in a decision or an undo. */
export type DecisionOutcome =
	| { readonly id: string; readonly outcome: "decided" | "undone"; readonly finding: FindingSummary }
	/** Somebody, or a run, was faster: `finding` is how it stands now. */
	| { readonly id: string; readonly outcome: "conflict"; readonly finding: FindingSummary }
	| { readonly id: string; readonly outcome: "not_found" };

export interface DecisionResult {
	/** Names the decision for an undo; null when nothing was decided. */
	readonly id: string | null;
	readonly decided: number;
	readonly conflicts: number;
	readonly notFound: number;
	/** The cases that the findings were escalated into: one for each workspace they belong to. */
	readonly cases: readonly CaseName[];
	/** One for each id; for a decision by filter, the decided ones are counted and only conflicts are listed. */
	readonly outcomes: readonly DecisionOutcome[];
}
