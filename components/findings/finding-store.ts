import type { FindingStatus } from "@/lib/findings/rules";
import type { FindingDecision, FindingSummary } from "@/lib/findings/schema";

/** What a decision under way makes of a finding, shown before the server has answered. */
export interface PendingDecision {
	readonly status: FindingStatus;
	readonly decision: FindingDecision;
}

/**
 * What is known of findings beyond the page of the list they came with: the newest version seen, and the
 * decisions under way. Lists are read through it, so that a refetch that started before a decision, or comes
 * back out of turn, never shows an older state; and a decision that fails leaves no trace.
 */
export class FindingStore {
	readonly #newest = new Map<string, FindingSummary>();
	readonly #pending = new Map<string, PendingDecision>();
	readonly #listeners = new Set<() => void>();
	#turn = 0;

	readonly subscribe = (listener: () => void): (() => void) => {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	};

	/** Counts changes, for `useSyncExternalStore`. */
	readonly turn = (): number => this.#turn;

	/** Takes in findings as the server gave them; an older version than the known one is dropped. */
	learn(findings: readonly FindingSummary[]): void {
		let changed = false;
		for (const finding of findings) {
			const known = this.#newest.get(finding.id);
			if (known !== undefined && known.version >= finding.version) continue;
			this.#newest.set(finding.id, finding);
			changed = true;
		}
		if (changed) this.#notify();
	}

	begin(ids: readonly string[], pending: PendingDecision): void {
		for (const id of ids) this.#pending.set(id, pending);
		this.#notify();
	}

	/** Ends what {@link begin} began; a later decision on the same finding stays. */
	end(ids: readonly string[], pending: PendingDecision): void {
		for (const id of ids) if (this.#pending.get(id) === pending) this.#pending.delete(id);
		this.#notify();
	}

	/** The newest version of a finding. */
	newest(finding: FindingSummary): FindingSummary {
		const known = this.#newest.get(finding.id);
		return known !== undefined && known.version > finding.version ? known : finding;
	}

	/** A finding as it should be shown now. */
	shown(finding: FindingSummary): FindingSummary {
		const newest = this.newest(finding);
		const pending = this.#pending.get(finding.id);
		return pending === undefined ? newest : { ...newest, ...pending };
	}

	isPending(id: string): boolean {
		return this.#pending.has(id);
	}

	#notify(): void {
		this.#turn++;
		for (const listener of this.#listeners) listener();
	}
}
