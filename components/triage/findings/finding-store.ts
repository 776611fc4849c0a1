import { OwnVersions } from "@/components/parts/conflict/own-versions";
import type { FindingStatus } from "@/lib/triage/findings/rules";
import type { FindingDecision, FindingSummary } from "@/lib/triage/findings/schema";

/** What a decision under way makes of a finding, shown before the server has answered. */
export interface PendingDecision {
	readonly status: FindingStatus;
	readonly decision: FindingDecision;
}

type Seen = Pick<FindingSummary, "id" | "version">;

/**
 * What is known of findings beyond the page of the list they came with: the newest version seen, and the
 * decisions under way. Lists are read through it, so that a refetch that started before a decision, or comes
 * back out of turn, never shows an older state; and a decision that fails leaves no trace.
 *
 * A decision names the version that the person looked at, never the newest one known here: what others did since is
 * a conflict, not something to overwrite.
 */
export class FindingStore {
	readonly #newest = new Map<string, FindingSummary>();
	/** With the version that each was given over. */
	readonly #pending = new Map<string, PendingDecision & { readonly over: number; readonly key: object }>();
	readonly #own = new OwnVersions();
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

	/** Shows a decision over the findings as they were seen. */
	begin(findings: readonly Seen[], pending: PendingDecision): void {
		for (const { id, version } of findings) {
			this.#pending.set(id, { ...pending, over: version, key: pending });
		}
		this.#notify();
	}

	/** Ends what {@link begin} began; a later decision on the same finding stays. */
	end(ids: readonly string[], pending: PendingDecision): void {
		for (const id of ids) if (this.#pending.get(id)?.key === pending) this.#pending.delete(id);
		this.#notify();
	}

	/** Notes that this page's own decision on a finding, given over the version `from`, is stored as version `to`. */
	made(id: string, from: number, to: number): void {
		this.#own.made(id, from, to);
	}

	/** The version that a decision names: the one that was seen, or what this page's own decisions made of it. */
	seen({ id, version }: Seen): number {
		return this.#own.now(id, version);
	}

	/**
	 * How a finding stands now, where somebody else has changed it since it was seen; otherwise null. While a decision of
	 * this page is under way it is not known whose the newest version is.
	 */
	changedSince(finding: FindingSummary): FindingSummary | null {
		if (this.#pending.has(finding.id)) return null;
		const newest = this.newest(finding);
		return newest.version > this.seen(finding) ? newest : null;
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
		if (pending === undefined) return newest;
		const { status, decision, over } = pending;
		// What others do meanwhile is not on the screen yet: the version stays the one that is.
		return { ...newest, status, decision, version: over };
	}

	isPending(id: string): boolean {
		return this.#pending.has(id);
	}

	#notify(): void {
		this.#turn++;
		for (const listener of this.#listeners) listener();
	}
}
