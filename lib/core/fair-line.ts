/** So many owners are remembered at most; one forgotten counts as not served yet. */
const MOST_REMEMBERED = 1_000;

/**
 * A line for a few places that no owner can fill while another waits. Who holds nothing is served first, then who was
 * served longest ago, then first come. Of three places or more the last free one is for an owner who holds none.
 */
export class FairLine {
	readonly #places: number;
	/** In the order they were last served. */
	readonly #served = new Set<string>();

	constructor(places: number) {
		this.#places = places;
	}

	/**
	 * Who of those waiting has the next free place; undefined when nobody may have it.
	 * @param waiting in the order they came; @param holding the owner of each place in use
	 */
	next<T extends { readonly owner: string }>(
		waiting: readonly T[],
		holding: readonly string[],
	): T | undefined {
		const free = this.#places - holding.length;
		if (free <= 0) return undefined;
		const held = (owner: string) => holding.filter((each) => each === owner).length;
		const served = [...this.#served];
		const rank = ({ owner }: T) => [held(owner), served.indexOf(owner)] as const;
		let best: { readonly of: T; readonly rank: readonly [number, number] } | undefined;
		for (const of of waiting) {
			const own = rank(of);
			if (own[0] > 0 && this.#places >= 3 && free < 2) continue;
			const before = best && (own[0] - best.rank[0] || own[1] - best.rank[1]);
			if (before === undefined || before < 0) best = { of, rank: own };
		}
		return best?.of;
	}

	/** Notes that an owner got a place. */
	serve(owner: string): void {
		this.#served.delete(owner);
		this.#served.add(owner);
		const [oldest] = this.#served;
		if (this.#served.size > MOST_REMEMBERED && oldest !== undefined) this.#served.delete(oldest);
	}
}
