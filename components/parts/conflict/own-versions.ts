/**
 * The versions that this page's own writes have made. What a person saw and then changed is still what they saw, in its
 * next version: a second write of theirs goes over that one, and stops where somebody else has written in between.
 */
export class OwnVersions {
	readonly #made = new Map<string, Map<number, number>>();

	/** Notes that a write of this page over the version `from` of a thing is stored as version `to`. */
	made(id: string, from: number, to: number): void {
		const known = this.#made.get(id) ?? new Map<number, number>();
		known.set(from, to);
		this.#made.set(id, known);
	}

	/** The version that the next write names. @param seen the one that was on the screen */
	now(id: string, seen: number): number {
		const made = this.#made.get(id);
		let version = seen;
		for (let next = made?.get(version); next !== undefined; next = made?.get(version)) version = next;
		return version;
	}
}
