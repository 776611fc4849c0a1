/** What the service allows one identity; source: "Azure Monitor service limits", query API. */
export const MOST_AT_ONCE = 5;
export const MOST_PER_WINDOW = 200;
export const WINDOW_MS = 30_000;

interface Use {
	atOnce: number;
	peak: number;
	starts: number[];
}

/** Counts what each identity asks, and whether that is too much. */
export class Allowance {
	readonly #uses = new Map<string, Use>();

	/** @returns how to end the request; null where it is one too many */
	begin(identity: string): (() => void) | null {
		const use = this.#use(identity);
		const now = Date.now();
		use.starts = use.starts.filter((start) => start > now - WINDOW_MS);
		use.peak = Math.max(use.peak, use.atOnce + 1);
		if (use.atOnce >= MOST_AT_ONCE || use.starts.length >= MOST_PER_WINDOW) return null;
		use.atOnce += 1;
		use.starts.push(now);
		let ended = false;
		return () => {
			if (!ended) use.atOnce -= 1;
			ended = true;
		};
	}

	/** The most requests of an identity that ever met here, the refused ones among them. */
	peak(identity: string): number {
		return this.#use(identity).peak;
	}

	#use(identity: string): Use {
		const known = this.#uses.get(identity) ?? { atOnce: 0, peak: 0, starts: [] };
		this.#uses.set(identity, known);
		return known;
	}
}
