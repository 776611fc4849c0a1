import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { config } from "@/lib/config";
import { AppError } from "@/lib/errors";
import { type Hunt, parseHunt } from "./definition";
import type { RefusedHunt } from "./schema";

export interface CataloguedHunt extends Hunt {
	/** File name within the catalogue. */
	readonly file: string;
}

export interface Catalogue {
	readonly hunts: readonly CataloguedHunt[];
	readonly refused: readonly RefusedHunt[];
}

type Entry = { readonly hunt: CataloguedHunt } | { readonly refused: RefusedHunt };

/** By path, size and time of change: a file is read again only when it was written again. */
const read = new Map<string, Entry>();

/**
 * All hunts of the catalogue's directory, by name; a file that is no hunt is listed with its reason and
 * hides no other. Of two files with one id the first by file name is used.
 * @throws AppError `not_configured` when the directory cannot be read
 */
export async function catalogue(directory = config().huntsDirectory): Promise<Catalogue> {
	const files = await huntFiles(directory);
	const hunts: CataloguedHunt[] = [];
	const refused: RefusedHunt[] = [];
	for (const file of files) {
		const entry = await readEntry(directory, file);
		if ("refused" in entry) {
			refused.push(entry.refused);
			continue;
		}
		const twin = hunts.find((hunt) => hunt.id === entry.hunt.id);
		if (twin) {
			const message = `has the same id as ${twin.file}`;
			refused.push({
				file,
				reason: `${file} is not used: it ${message}.`,
				places: [{ file, field: "id", message }],
			});
		} else {
			hunts.push(entry.hunt);
		}
	}
	hunts.sort((a, b) => a.name.localeCompare(b.name, "en"));
	return { hunts, refused };
}

async function huntFiles(directory: string): Promise<string[]> {
	try {
		const files = await readdir(directory, { recursive: true });
		return files.filter((file) => /\.ya?ml$/i.test(file)).sort();
	} catch (cause) {
		const { code } = cause as NodeJS.ErrnoException;
		const why =
			{ ENOENT: "does not exist", ENOTDIR: "is no directory", EACCES: "may not be read" }[code ?? ""] ??
			"cannot be read";
		throw new AppError("not_configured", `The directory of hunts, ${directory}, ${why}.`, {
			remedy: "Make it, or set HUNTS_DIRECTORY to the directory that holds the hunts' YAML files.",
			cause,
		});
	}
}

async function readEntry(directory: string, file: string): Promise<Entry> {
	const full = path.join(directory, file);
	const { size, mtimeMs } = await stat(full);
	const key = `${full}\0${size}\0${mtimeMs}`;
	const known = read.get(key);
	if (known) return known;
	let entry: Entry;
	try {
		entry = { hunt: { ...parseHunt(await readFile(full, "utf8"), file), file } };
	} catch (error) {
		if (!(error instanceof AppError)) throw error;
		entry = { refused: { file, reason: error.message, places: error.places } };
	}
	read.set(key, entry);
	return entry;
}

/** @throws AppError `not_found` */
export async function huntById(id: string): Promise<CataloguedHunt> {
	const { hunts } = await catalogue();
	const hunt = hunts.find((candidate) => candidate.id === id);
	if (!hunt) throw new AppError("not_found", "There is no such hunt in the catalogue.");
	return hunt;
}

/** The hunt's name, or its id when its file is gone, or the whole directory: findings outlive files. */
export async function huntName(id: string): Promise<string> {
	try {
		const { hunts } = await catalogue();
		return hunts.find((hunt) => hunt.id === id)?.name ?? id;
	} catch (error) {
		if (error instanceof AppError && error.code === "not_configured") return id;
		throw error;
	}
}

/**
 * Tactics and techniques that these hunts look for, by name, each once, in the order of the hunts. A hunt whose file
 * is gone has none.
 */
export async function attackOf(
	huntIds: readonly string[],
): Promise<{ tactics: string[]; techniques: string[] }> {
	const wanted = new Set(huntIds);
	const { hunts } = await catalogue().catch((error) => {
		if (error instanceof AppError && error.code === "not_configured") return { hunts: [] };
		throw error;
	});
	const found = hunts.filter(({ id }) => wanted.has(id));
	const names = (attacks: readonly { readonly name: string }[]) => [
		...new Set(attacks.map(({ name }) => name)),
	];
	return {
		tactics: names(found.flatMap((hunt) => hunt.tactics)),
		techniques: names(found.flatMap((hunt) => hunt.techniques)),
	};
}
