import { AppError } from "@/lib/core/errors";
import { config } from "@/lib/platform/config/config";
import type { Hunt } from "./definition";
import { HuntIndex } from "./index-of-hunts";
import type { RefusedHunt } from "./schema";

export interface CataloguedHunt extends Hunt {
	/** File name within the catalogue. */
	readonly file: string;
}

export interface Catalogue {
	readonly hunts: readonly CataloguedHunt[];
	readonly refused: readonly RefusedHunt[];
}

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

/** The catalogue as it was last read, for what every request asks: a new file may take a minute to be in it. */
export async function knownCatalogue(directory = config().huntsDirectory): Promise<Catalogue> {
	return indexOf(directory).known();
}

/** A hunt as its file is now; only that one is looked at. @throws AppError `not_found`, `not_configured` */
export async function huntById(id: string, directory = config().huntsDirectory): Promise<CataloguedHunt> {
	const hunt = await indexOf(directory).find(id);
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
		return await indexOf(config().huntsDirectory).find(id);
	} catch (error) {
		if (error instanceof AppError) return undefined;
		throw error;
	}
}
