import { createHash } from "node:crypto";
import type { Dirent, Stats } from "node:fs";
import { open, readdir, stat } from "node:fs/promises";
import path from "node:path";
import { AppError } from "@/lib/core/errors";
import type { RefusedHunt } from "./schema";

/** A hunt is some kilobytes; the largest published one has 60. */
export const MAX_HUNT_BYTES = 256 * 1024;
/** Directories within directories, and files in all: more is no catalogue of hunts. */
const MAX_LEVELS = 16;
const MAX_FILES = 50_000;

export interface HuntFile {
	/** Path within the catalogue. */
	readonly file: string;
	/** Another one when the file was written again. */
	readonly key: string;
}

export interface HuntFiles {
	readonly files: readonly HuntFile[];
	readonly refused: readonly RefusedHunt[];
}

export function isHuntFile(name: string): boolean {
	return /\.ya?ml$/i.test(name);
}

export function refusedFile(file: string, why: string): RefusedHunt {
	return { file, reason: `${file} is not used: ${why}.`, places: [{ file, message: why }] };
}

/**
 * The YAML files of a directory and of those within it, by name, without reading one. What is none, or may not be
 * looked at, is refused by itself.
 * @throws AppError `not_configured` when the directory itself cannot be read
 */
export async function huntFiles(directory: string): Promise<HuntFiles> {
	const names: string[] = [];
	const refused: RefusedHunt[] = [];
	await walk(directory, "", names, refused, 0);
	if (names.length > MAX_FILES) {
		const over = names.splice(MAX_FILES);
		refused.push(refusedFile(over[0] ?? "", `there are more than ${MAX_FILES.toLocaleString("en")} files`));
	}
	const files: HuntFile[] = [];
	for (let start = 0; start < names.length; start += 64) {
		const looked = await Promise.all(names.slice(start, start + 64).map((file) => look(directory, file)));
		for (const found of looked) {
			if (found === null) continue;
			if ("key" in found) files.push(found);
			else refused.push(found);
		}
	}
	return { files, refused };
}

async function walk(
	directory: string,
	within: string,
	names: string[],
	refused: RefusedHunt[],
	level: number,
): Promise<void> {
	let entries: Dirent[];
	try {
		entries = await readdir(path.join(directory, within), { withFileTypes: true });
	} catch (cause) {
		if (within === "") throw unreadable(directory, cause);
		// Gone since it was listed, or not for us: its neighbours are none the worse.
		if (codeOf(cause) !== "ENOENT") refused.push(refusedFile(within, `it ${WHY[codeOf(cause)] ?? NO_WAY}`));
		return;
	}
	entries.sort((a, b) => (a.name < b.name ? -1 : 1));
	for (const entry of entries) {
		const name = path.join(within, entry.name);
		if (!entry.isDirectory()) {
			if (isHuntFile(entry.name)) names.push(name);
			continue;
		}
		if (isHuntFile(entry.name)) refused.push(refusedFile(name, "it is a directory"));
		if (level < MAX_LEVELS && names.length <= MAX_FILES)
			await walk(directory, name, names, refused, level + 1);
	}
}

/** The file as it is now, or why it cannot be read; null where it is gone. */
export async function look(directory: string, file: string): Promise<HuntFile | RefusedHunt | null> {
	let found: Stats;
	try {
		found = await stat(path.join(directory, file));
	} catch (error) {
		return await why(directory, file, codeOf(error));
	}
	if (!found.isFile()) return refusedFile(file, found.isDirectory() ? "it is a directory" : "it is no file");
	if (found.size > MAX_HUNT_BYTES) {
		return refusedFile(file, `it is larger than ${MAX_HUNT_BYTES / 1024} KB, which no hunt is`);
	}
	return { file, key: `${found.size} ${found.mtimeMs} ${found.ctimeMs} ${found.ino}` };
}

/** Null when the file is larger than it was: what is read is bounded by what is read, not by what was said of it. */
export async function readCapped(file: string): Promise<string | null> {
	const handle = await open(file, "r");
	try {
		const buffer = Buffer.alloc(MAX_HUNT_BYTES + 1);
		let length = 0;
		for (;;) {
			const { bytesRead } = await handle.read(buffer, length, buffer.length - length, length);
			if (bytesRead === 0) return buffer.toString("utf8", 0, length);
			length += bytesRead;
			if (length > MAX_HUNT_BYTES) return null;
		}
	} finally {
		await handle.close();
	}
}

/** Of a file's content: the same one means that there is nothing new to read. */
export function hashOf(source: string): string {
	return createHash("sha256").update(source).digest("base64");
}

async function why(directory: string, file: string, code: string): Promise<RefusedHunt | null> {
	if (code !== "ENOENT") return refusedFile(file, `it ${WHY[code] ?? NO_WAY}`);
	const names = await readdir(path.dirname(path.join(directory, file))).catch((): string[] => []);
	// A name without a file behind it is a link; no name at all, and it was removed just now.
	return names.includes(path.basename(file))
		? refusedFile(file, "it is a link to a file that does not exist")
		: null;
}

const NO_WAY = "cannot be read";
export const WHY: Readonly<Record<string, string>> = {
	ENOENT: "does not exist",
	ENOTDIR: "is no directory",
	EACCES: "can't be read",
	EPERM: "can't be read",
	ELOOP: "is a link to itself",
};

export function codeOf(error: unknown): string {
	return (error as NodeJS.ErrnoException | null)?.code ?? "";
}

function unreadable(directory: string, cause: unknown): AppError {
	return new AppError(
		"not_configured",
		`The directory of hunts, ${directory}, ${WHY[codeOf(cause)] ?? NO_WAY}.`,
		{
			remedy: "Create it, or set HUNTS_DIRECTORY to the directory that holds the hunts' YAML files.",
			cause,
		},
	);
}
