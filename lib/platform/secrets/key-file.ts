/** Keys of 32 bytes that an installation keeps in a file of its data directory. */
import { createHash, randomBytes } from "node:crypto";
import { link, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { AppError } from "@/lib/core/errors";

const BYTES = 32;

export interface Key {
	readonly bytes: Buffer;
	/** Tells keys apart without showing what they are: 16 hexadecimal digits. */
	readonly id: string;
}

export type KeyPurpose = "backup" | "secret";

/**
 * @param source what the key was read from, for the error: a variable or a file
 * @throws AppError `not_configured` when it isn't a key
 */
export function keyOf(bytes: Buffer, purpose: KeyPurpose, source: string): Key {
	if (bytes.length !== BYTES) {
		throw new AppError("not_configured", `${source} contains no key: expected ${BYTES} bytes in base64.`, {
			remedy: "Restore the key from your copy.",
		});
	}
	return {
		bytes,
		id: createHash("sha256").update(`afterclick ${purpose} key\n`).update(bytes).digest("hex").slice(0, 16),
	};
}

/** @throws AppError `not_configured` when the file holds no key, or can't be read */
export async function readKeyFile(file: string, purpose: KeyPurpose): Promise<Key | undefined> {
	try {
		return keyOf(Buffer.from((await readFile(file, "utf8")).trim(), "base64"), purpose, file);
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		if (code === "ENOENT") return undefined;
		if (error instanceof AppError) throw error;
		throw new AppError("not_configured", `The key ${file} can't be read (${code}).`, {
			remedy: "Make it readable for the user that Afterclick runs as.",
			cause: error,
		});
	}
}

/**
 * Reads the key of a file, which is made (readable by its owner alone) where there is none.
 * Of two processes at once one makes the key, and both use it.
 */
export async function requireKeyFile(
	file: string,
	purpose: KeyPurpose,
): Promise<{ readonly key: Key; readonly made: boolean }> {
	const found = await readKeyFile(file, purpose);
	if (found !== undefined) return { key: found, made: false };
	await mkdir(dirname(file), { recursive: true });
	let made = true;
	await withDraft(file, randomBytes(BYTES), (draft) =>
		link(draft, file).catch((error: NodeJS.ErrnoException) => {
			if (error.code !== "EEXIST") throw error;
			made = false;
		}),
	);
	const key = await readKeyFile(file, purpose);
	if (key === undefined) throw new AppError("internal", `The key ${file} was removed again.`);
	return { key, made };
}

/**
 * Puts a new key in a file; the key that was there goes to `previousFile` first, so that at no moment one is lost.
 * @returns the new key
 */
export async function replaceKeyFile(
	file: string,
	previousFile: string,
	current: Key,
	purpose: KeyPurpose,
): Promise<Key> {
	const next = keyOf(randomBytes(BYTES), purpose, file);
	await withDraft(previousFile, current.bytes, (draft) => rename(draft, previousFile));
	await withDraft(file, next.bytes, (draft) => rename(draft, file));
	return next;
}

async function withDraft(file: string, bytes: Buffer, publish: (draft: string) => Promise<void>) {
	const draft = `${file}.${process.pid}.${randomBytes(4).toString("hex")}.partial`;
	const handle = await open(draft, "wx", 0o600);
	try {
		await handle.writeFile(`${bytes.toString("base64")}\n`);
		await handle.sync();
		await publish(draft);
	} finally {
		await handle.close();
		await rm(draft, { force: true });
	}
}
