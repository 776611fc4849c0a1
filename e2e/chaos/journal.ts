import type { DecisionResult } from "../../lib/decisions/schema";

/** A decision or an undo that a person requested, and every response to it. Repeated until a response came. */
export interface Intent {
	readonly kind: "single" | "ids" | "filter" | "undo";
	/** A decision's note, which names the intent in the database; the decision's id for an undo. */
	readonly mark: string;
	/** The accepted answer; more than one would be a decision doubled. */
	readonly accepted: DecisionResult[];
	/** Attempts without a whole answer, or with a 5xx: each may have been stored. */
	unknown: number;
	/** After an unknown attempt, the person looked and found it stored. */
	foundStored: boolean;
}

/** What 50 people saw. */
export class Journal {
	readonly intents: Intent[] = [];
	/** Runs answered with 202. */
	readonly runs: string[] = [];
	/** Answers by operation and status. */
	readonly answers = new Map<string, Map<number, number>>();
	/** Requests without a whole answer, by operation. */
	readonly broken = new Map<string, number>();
	/** Milliseconds of each whole answer below 500. */
	readonly latencies: number[] = [];
	/** Whatever must not be: an answer nobody may get, or one that contradicts another. */
	readonly wrong: string[] = [];

	answered(operation: string, status: number): void {
		const counts = this.answers.get(operation) ?? new Map<number, number>();
		this.answers.set(operation, counts.set(status, (counts.get(status) ?? 0) + 1));
	}

	broke(operation: string): void {
		this.broken.set(operation, (this.broken.get(operation) ?? 0) + 1);
	}

	/** How often an answer had this status, whatever the operation. */
	count(matches: (status: number) => boolean): number {
		return [...this.answers.values()]
			.flatMap((counts) => [...counts])
			.reduce((sum, [status, count]) => sum + (matches(status) ? count : 0), 0);
	}
}
