import { AppError } from "@/lib/core/errors";
import { config } from "@/lib/platform/config/config";
import { type Catalogue, type CataloguedHunt, HuntIndex } from "./index-of-hunts";

/** How long a name waits for its hunt's file to be read, in milliseconds. */
const NAME_PATIENCE_MS = 1_000;
/** And a person for the hunt. */
const PATIENCE_MS = 2_000;

/** One a directory and process, however often the bundler copies this module: reading thousands of files takes a while. */
const shared = globalThis as { [indexKey]?: Map<string, HuntIndex> };
const indexKey = Symbol.for("afterclick.huntIndex");

function indexOf(directory: string): HuntIndex {
	shared[indexKey] ??= new Map();
	let index = shared[indexKey].get(directory);
	if (!index) {
		index = new HuntIndex(directory);
		shared[indexKey].set(directory, index);
	}
	return index;
}

/**
 * All hunts of the catalogue's directory, by name, as they are now: every file is looked at, and read where it was
 * written. A file that is no hunt is listed with its reason and hides no other. Of two files with one id the first by
 * file name is used.
 * @throws AppError `not_configured` when the directory cannot be read
 */
export async function catalogue(directory = config().huntsDirectory): Promise<Catalogue> {
	return indexOf(directory).list();
}

/**
 * The same for who can't wait: where many files have changed, it answers at once with what is known and says in
 * `reading` how far it is.
 * @throws AppError `not_configured`
 */
export async function currentCatalogue(directory = config().huntsDirectory): Promise<Catalogue> {
	return indexOf(directory).current();
}

/** The catalogue as it was last read, for what every request asks: a new file may take a minute to be in it. */
export async function knownCatalogue(directory = config().huntsDirectory): Promise<Catalogue> {
	return indexOf(directory).known();
}

/**
 * A hunt as its file is now; only that one is looked at.
 * @param patienceMs to wait while the files are read for the first time; work that nobody waits for takes Infinity
 * @throws AppError `not_found`, `not_configured`, `unavailable` when the files are not read by then
 */
export async function huntById(
	id: string,
	patienceMs = PATIENCE_MS,
	directory = config().huntsDirectory,
): Promise<CataloguedHunt> {
	const hunt = await indexOf(directory).find(id, patienceMs);
	if (!hunt) throw new AppError("not_found", "There is no such hunt in the catalogue.");
	return hunt;
}

/** The hunt's name, or its id when its file is gone, or the whole directory: findings outlive files. */
export async function huntName(id: string): Promise<string> {
	return (await found(id))?.name ?? id;
}

/**
 * Tactics and techniques that these hunts look for, by name, each once, in the order of the hunts. A hunt whose file
 * is gone has none.
 */
export async function attackOf(
	huntIds: readonly string[],
): Promise<{ tactics: string[]; techniques: string[] }> {
	const looked = await Promise.all([...new Set(huntIds)].map(found));
	const hunts = looked
		.filter((hunt) => hunt !== undefined)
		.sort((a, b) => a.name.localeCompare(b.name, "en"));
	const names = (attacks: readonly { readonly name: string }[]) => [
		...new Set(attacks.map(({ name }) => name)),
	];
	return {
		tactics: names(hunts.flatMap((hunt) => hunt.tactics)),
		techniques: names(hunts.flatMap((hunt) => hunt.techniques)),
	};
}

/** Undefined also where the hunts cannot be read: what is asked of them here is not what the person came for. */
async function found(id: string): Promise<CataloguedHunt | undefined> {
	try {
		return await indexOf(config().huntsDirectory).find(id, NAME_PATIENCE_MS);
	} catch (error) {
		if (error instanceof AppError) return undefined;
		throw error;
	}
}
