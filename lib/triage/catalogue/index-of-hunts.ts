import path from "node:path";
import { AppError } from "@/lib/core/errors";
import type { HuntEntry } from "@/lib/triage/catalogue/reader/protocol";
import { type ReadOptions, readAside } from "@/lib/triage/catalogue/reader/read-aside";
import type { Hunt } from "./definition";
import { type HuntFile, hashOf, huntFiles, look, readCapped } from "./files";
import type { RefusedHunt } from "./schema";

export interface CataloguedHunt extends Hunt {
	/** File name within the catalogue. */
	readonly file: string;
}

export interface Catalogue {
	readonly hunts: readonly CataloguedHunt[];
	readonly refused: readonly RefusedHunt[];
	/** Files that are read, of how many, while some are being read; until then hunts are as they were before, or missing. */
	readonly reading: { readonly read: number; readonly total: number } | null;
}

/** How long what was read of a directory is good enough for a request that does not ask for the newest. */
const FRESH_MS = 60_000;
/** An id that is not there may be that of a file just dropped: then the directory is looked at, but not for each such. */
const MISS_MS = 1_000;
/** So many changed files are read in a moment, which {@link HuntIndex.current} waits for; more are read meanwhile. */
const FEW_FILES = 1_000;
/** For so long, in milliseconds: one of the few may be slow. Where nothing is known yet there is nothing to answer with. */
const FEW_MS = 2_000;
const FIRST_MS = 30_000;

interface Read {
	readonly key: string;
	/** Of the content; null where it could not be read to its end. */
	readonly hash: string | null;
	readonly entry: HuntEntry;
}

/** One look at the directory, and the reading of what has changed. */
interface Pass {
	/** Resolves with how many files there are to read. */
	readonly looked: Promise<number>;
	readonly done: Promise<void>;
}

/**
 * The hunts of a directory by their ids. A file is read when it is new or was written, aside and within limits, and
 * until that is done the index answers with what it held before. A file whose content is the same costs a hash.
 */
export class HuntIndex {
	readonly #directory: string;
	readonly #options: ReadOptions;
	#files: readonly HuntFile[] = [];
	#unread: readonly RefusedHunt[] = [];
	#read = new Map<string, Read>();
	#byId: ReadonlyMap<string, CataloguedHunt> = new Map();
	#catalogue: Catalogue | null = null;
	#changed = false;
	#reading: { read: number; total: number } | null = null;
	#scannedAt = Number.NEGATIVE_INFINITY;
	#pass: Pass | null = null;
	#next: Promise<Pass> | null = null;
	/** Told of each hunt as it is read. */
	readonly #waiters = new Set<(id: string) => void>();
	/** Files somebody waits for, read before all others; and the reading of those before them. */
	#urgent: HuntFile[] = [];
	#hurrying: Promise<void> | null = null;

	constructor(directory: string, options: ReadOptions = {}) {
		this.#directory = directory;
		this.#options = options;
	}

	/** As the directory is now, once all of it is read. */
	async list(): Promise<Catalogue> {
		const pass = await this.#passFromNow();
		await pass.done;
		return this.#snapshot();
	}

	/** As the directory is now where little has changed; else at once as far as it is known. */
	async current(): Promise<Catalogue> {
		// Many files are being read: what this caller may have written is read after them.
		const busy = (this.#reading?.total ?? 0) - (this.#reading?.read ?? 0) > FEW_FILES;
		const pass = this.#passFromNow();
		if (busy) pass.catch(() => {});
		else await this.#wait(pass);
		return this.#snapshot();
	}

	async #wait(pass: Promise<Pass>): Promise<void> {
		const first = this.#catalogue === null;
		const few = pass.then(async ({ looked, done }) => {
			if ((await looked) <= FEW_FILES) await done;
		});
		await within(few, first ? FIRST_MS : FEW_MS);
	}

	/** As it was last read; looked at again in the background once that is a while ago. */
	async known(): Promise<Catalogue> {
		if (this.#catalogue === null) return this.current();
		if (this.#pass === null && performance.now() - this.#scannedAt >= FRESH_MS) {
			// The list says what is wrong; this caller is content with what is known.
			this.#start().done.catch(() => {});
		}
		return this.#snapshot();
	}

	/**
	 * The hunt with this id as its file is now.
	 * @param patienceMs to wait for a directory that is being read for the first time
	 * @throws AppError `unavailable` when it is not read by then
	 */
	async find(id: string, patienceMs = Number.POSITIVE_INFINITY): Promise<CataloguedHunt | undefined> {
		await this.known();
		let hunt = this.#byId.get(id);
		if (hunt === undefined) {
			if (this.#reading !== null) await this.#appearance(id, patienceMs);
			else if (performance.now() - this.#scannedAt > MISS_MS) await this.current();
			this.#snapshot();
			hunt = this.#byId.get(id);
			if (hunt === undefined && this.#reading !== null) throw stillReading(this.#reading);
			return hunt;
		}
		const now = await look(this.#directory, hunt.file);
		if (now !== null && "key" in now) {
			if (now.key === this.#read.get(hunt.file)?.key) return hunt;
			if (await this.#isSame(now)) return hunt;
			await this.#hurry(now);
		} else await this.current();
		this.#snapshot();
		return this.#byId.get(id);
	}

	/** Until a hunt is read, or all are. */
	async #appearance(id: string, patienceMs: number): Promise<void> {
		let read = () => {};
		const appeared = new Promise<void>((resolve) => {
			read = resolve;
		});
		const waiter = (other: string) => {
			if (other === id) read();
		};
		this.#waiters.add(waiter);
		try {
			await within(Promise.race([appeared, this.#pass?.done]), patienceMs);
		} finally {
			this.#waiters.delete(waiter);
		}
	}

	/** Whether a file that was written holds what it held: a hash, which is no work for another process. */
	async #isSame({ file, key }: HuntFile): Promise<boolean> {
		const before = this.#read.get(file);
		if (before === undefined || before.hash === null) return false;
		const source = await readCapped(path.join(this.#directory, file)).catch(() => null);
		if (source === null || hashOf(source) !== before.hash) return false;
		if (this.#read.get(file) === before) this.#read.set(file, { ...before, key });
		return true;
	}

	/** Reads one file now; those asked for while others are read come together after them. */
	async #hurry(file: HuntFile): Promise<void> {
		this.#urgent.push(file);
		while (this.#hurrying !== null && this.#urgent.includes(file)) await this.#hurrying;
		if (!this.#urgent.includes(file)) return await (this.#hurrying ?? undefined);
		const files = this.#urgent.splice(0);
		this.#hurrying = this.#readFiles(files).finally(() => {
			this.#hurrying = null;
		});
		await this.#hurrying;
	}

	/** A pass that begins after this call: one under way may have gone by what the caller has just written. */
	#passFromNow(): Promise<Pass> {
		if (this.#pass === null) return Promise.resolve(this.#start());
		this.#next ??= this.#pass.done
			.catch(() => {})
			.then(() => {
				this.#next = null;
				return this.#pass ?? this.#start();
			});
		return this.#next;
	}

	#start(): Pass {
		let tell: { resolve: (changed: number) => void; reject: (reason: unknown) => void };
		const looked = new Promise<number>((resolve, reject) => {
			tell = { resolve, reject };
		});
		looked.catch(() => {});
		const done = this.#scan((changed) => tell.resolve(changed))
			.catch((error: unknown) => {
				tell.reject(error);
				throw error;
			})
			.finally(() => {
				this.#pass = null;
				this.#reading = null;
				this.#scannedAt = performance.now();
			});
		done.catch(() => {});
		this.#pass = { looked, done };
		return this.#pass;
	}

	async #scan(onLooked: (changed: number) => void): Promise<void> {
		const { files, refused } = await huntFiles(this.#directory);
		const there = new Set(files.map(({ file }) => file));
		for (const file of this.#read.keys()) if (!there.has(file)) this.#read.delete(file);
		this.#files = files;
		this.#unread = refused;
		this.#changed = true;
		const changed = files.filter(({ file, key }) => this.#read.get(file)?.key !== key);
		this.#reading =
			changed.length === 0 ? null : { read: files.length - changed.length, total: files.length };
		onLooked(changed.length);
		await this.#readFiles(changed, () => {
			if (this.#reading) this.#reading.read += 1;
		});
	}

	async #readFiles(files: readonly HuntFile[], onRead = () => {}): Promise<void> {
		if (files.length === 0) return;
		const keys = new Map(files.map(({ file, key }) => [file, key]));
		const known = files.map(({ file }) => ({ file, hash: this.#read.get(file)?.hash ?? null }));
		await readAside(
			this.#directory,
			known,
			(file, entry, hash) => {
				const key = keys.get(file) ?? "";
				const before = this.#read.get(file);
				if (entry !== null) {
					this.#read.set(file, { key, hash, entry });
					this.#changed = true;
				} else if (before) this.#read.set(file, { ...before, key });
				onRead();
				if (entry !== null && "hunt" in entry) for (const waiter of this.#waiters) waiter(entry.hunt.id);
			},
			this.#options,
		);
	}

	#snapshot(): Catalogue {
		if (this.#changed || this.#catalogue === null) {
			this.#changed = false;
			this.#catalogue = this.#put();
		}
		const { hunts, refused } = this.#catalogue;
		return this.#reading === null ? this.#catalogue : { hunts, refused, reading: { ...this.#reading } };
	}

	#put(): Catalogue {
		const byId = new Map<string, CataloguedHunt>();
		const refused = [...this.#unread];
		for (const { file } of this.#files) {
			const entry = this.#read.get(file)?.entry;
			if (entry === undefined) continue;
			if ("refused" in entry) {
				refused.push(entry.refused);
				continue;
			}
			const twin = byId.get(entry.hunt.id);
			if (twin) {
				const message = `has the same id as ${twin.file}`;
				const reason = `${file} is not used: it ${message}.`;
				refused.push({ file, reason, places: [{ file, field: "id", message }] });
			} else byId.set(entry.hunt.id, entry.hunt);
		}
		const { compare } = new Intl.Collator("en");
		this.#byId = byId;
		return {
			hunts: [...byId.values()].sort((a, b) => compare(a.name, b.name)),
			refused: refused.sort((a, b) => compare(a.file, b.file)),
			reading: null,
		};
	}
}

function stillReading({ read, total }: { read: number; total: number }): AppError {
	const count = (number: number) => number.toLocaleString("en");
	return new AppError("unavailable", `The hunt files are being read: ${count(read)} of ${count(total)}.`, {
		remedy: "Try again in a few seconds.",
		details: { retryAfterSeconds: 2 },
	});
}

/** Waits for something, or for so long; what goes wrong with it later is of no interest any more. */
async function within(work: Promise<unknown>, ms: number): Promise<void> {
	work.catch(() => {});
	if (ms === Number.POSITIVE_INFINITY) {
		await work;
		return;
	}
	let timer: NodeJS.Timeout | undefined;
	const over = new Promise<void>((resolve) => {
		timer = setTimeout(resolve, ms);
	});
	await Promise.race([work, over]).finally(() => clearTimeout(timer));
}
