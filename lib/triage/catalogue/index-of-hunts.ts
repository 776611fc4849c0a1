import type { HuntEntry } from "@/lib/triage/catalogue/reader/protocol";
import { type ReadOptions, readAside } from "@/lib/triage/catalogue/reader/read-aside";
import type { Catalogue, CataloguedHunt } from "./catalogue";
import { type HuntFile, huntFiles, look } from "./files";
import type { RefusedHunt } from "./schema";

/** How long what was read of a directory is good enough for a request that does not ask for the newest. */
const FRESH_MS = 60_000;
/** An id that is not there may be that of a file just dropped: then the directory is looked at, but not for each such. */
const MISS_MS = 1_000;

interface Read {
	readonly key: string;
	readonly entry: HuntEntry;
}

/**
 * The hunts of a directory by their ids. A file is read when it is new or was written, aside and within limits; the
 * whole directory is looked at when its list is asked for, else in the background.
 */
export class HuntIndex {
	readonly #directory: string;
	readonly #options: ReadOptions;
	#read = new Map<string, Read>();
	#byId: ReadonlyMap<string, CataloguedHunt> = new Map();
	#catalogue: Catalogue | null = null;
	#scannedAt = Number.NEGATIVE_INFINITY;
	#scanning: Promise<Catalogue> | null = null;
	#next: Promise<Catalogue> | null = null;

	constructor(directory: string, options: ReadOptions = {}) {
		this.#directory = directory;
		this.#options = options;
	}

	/** As the directory is now. */
	list(): Promise<Catalogue> {
		if (this.#scanning === null) return this.#start();
		// A look that is under way may have passed what this caller has just written: they share the one after it.
		this.#next ??= this.#scanning
			.catch(() => null)
			.then(() => {
				this.#next = null;
				return this.#start();
			});
		return this.#next;
	}

	/** As it was last read; looked at anew in the background once that is a while ago. */
	async known(): Promise<Catalogue> {
		if (this.#catalogue === null) return this.#scanning ?? this.#start();
		this.#refreshInBackground();
		return this.#catalogue;
	}

	/** The hunt with this id as its file is now. */
	async find(id: string): Promise<CataloguedHunt | undefined> {
		await this.known();
		const hunt = this.#byId.get(id);
		if (hunt === undefined) {
			if (performance.now() - this.#scannedAt > MISS_MS) await this.list();
			return this.#byId.get(id);
		}
		const now = await look(this.#directory, hunt.file);
		if (now !== null && "key" in now && now.key === this.#read.get(hunt.file)?.key) return hunt;
		await this.list();
		return this.#byId.get(id);
	}

	#refreshInBackground(): void {
		if (this.#scanning !== null || performance.now() - this.#scannedAt < FRESH_MS) return;
		// Whoever asks for the list is told what is wrong; this one is content with what is known.
		this.#start().catch(() => {});
	}

	#start(): Promise<Catalogue> {
		this.#scanning = this.#scan().finally(() => {
			this.#scanning = null;
			this.#scannedAt = performance.now();
		});
		return this.#scanning;
	}

	async #scan(): Promise<Catalogue> {
		const { files, refused } = await huntFiles(this.#directory);
		const changed = files.filter(({ file, key }) => this.#read.get(file)?.key !== key);
		const entries =
			changed.length === 0
				? new Map<string, HuntEntry>()
				: await readAside(
						this.#directory,
						changed.map(({ file }) => file),
						this.#options,
					);
		const read = new Map<string, Read>();
		for (const { file, key } of files) {
			const entry = entries.get(file) ?? this.#read.get(file)?.entry;
			if (entry) read.set(file, { key, entry });
		}
		this.#read = read;
		this.#catalogue = this.#put(files, refused);
		return this.#catalogue;
	}

	#put(files: readonly HuntFile[], unread: readonly RefusedHunt[]): Catalogue {
		const byId = new Map<string, CataloguedHunt>();
		const refused = [...unread];
		for (const { file } of files) {
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
		};
	}
}
