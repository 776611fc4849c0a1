import { FairLine } from "./fair-line";

interface Waiting {
	readonly owner: string;
	readonly start: () => void;
}

/** A few places for long work in this process; who waits is served as {@link FairLine} says. */
export class FairTurns {
	readonly #line: FairLine;
	readonly #waiting: Waiting[] = [];
	readonly #holding: string[] = [];

	constructor(places: number) {
		this.#line = new FairLine(places);
	}

	/**
	 * Does `work` when it is the owner's turn.
	 * @throws what `work` throws; the signal's reason when it fires before the turn, and then nothing is done
	 */
	async run<T>(owner: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
		signal?.throwIfAborted();
		await new Promise<void>((resolve, reject) => {
			const waiting = {
				owner,
				start() {
					signal?.removeEventListener("abort", leave);
					resolve();
				},
			};
			const leave = () => {
				this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
				reject(signal?.reason);
			};
			signal?.addEventListener("abort", leave, { once: true });
			this.#waiting.push(waiting);
			this.#next();
		});
		try {
			return await work();
		} finally {
			this.#holding.splice(this.#holding.indexOf(owner), 1);
			this.#next();
		}
	}

	#next(): void {
		for (;;) {
			const next = this.#line.next(this.#waiting, this.#holding);
			if (next === undefined) return;
			this.#waiting.splice(this.#waiting.indexOf(next), 1);
			this.#holding.push(next.owner);
			this.#line.serve(next.owner);
			next.start();
		}
	}
}

/** Next bundles a module into several copies in one process; they share. */
const shared = globalThis as { [key]?: Map<string, FairTurns> };
const key = Symbol.for("afterclick.fairTurns");

/** The turns of this name in this process, made on first use. */
export function sharedTurns(name: string, places: number): () => FairTurns {
	return () => {
		shared[key] ??= new Map();
		const turns = shared[key].get(name) ?? new FairTurns(places);
		shared[key].set(name, turns);
		return turns;
	};
}
