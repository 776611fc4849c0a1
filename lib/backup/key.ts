/** The key of this installation that backups are signed with. */
import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { link, mkdir, open, readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { config } from "@/lib/config";
import { AppError } from "@/lib/errors";

const BYTES = 32;

export interface BackupKey {
	readonly bytes: Buffer;
	/** Tells keys apart without telling what they are: 16 hexadecimal digits. */
	readonly id: string;
}

/** Where the key is kept unless BACKUP_KEY gives one. */
export function backupKeyFile(): string {
	return join(config().dataDirectory, "backup.key");
}

/**
 * The key: BACKUP_KEY, or the file in the data directory.
 * @returns undefined when there is neither
 * @throws AppError `not_configured` when the file holds no key
 */
export async function findBackupKey(file = backupKeyFile()): Promise<BackupKey | undefined> {
	const given = config().backupKey;
	if (given !== undefined && file === backupKeyFile()) return keyOf(Buffer.from(given, "base64"));
	try {
		return keyOf(Buffer.from((await readFile(file, "utf8")).trim(), "base64"), file);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
		throw error;
	}
}

/** The key, made on the first backup (readable by its owner alone) where there is none. */
export async function requireBackupKey(): Promise<BackupKey> {
	const found = await findBackupKey();
	if (found !== undefined) return found;
	const file = backupKeyFile();
	await mkdir(dirname(file), { recursive: true });
	const draft = `${file}.${process.pid}.partial`;
	const handle = await open(draft, "wx", 0o600);
	try {
		await handle.writeFile(`${randomBytes(BYTES).toString("base64")}\n`);
		await handle.sync();
		// Of two backups at once one makes the key, and both sign with it.
		await link(draft, file).catch((error: NodeJS.ErrnoException) => {
			if (error.code !== "EEXIST") throw error;
		});
	} finally {
		await handle.close();
		await rm(draft, { force: true });
	}
	const made = await findBackupKey();
	if (made === undefined) throw new AppError("internal", `The key ${file} was removed again.`);
	return made;
}

export function keyOf(bytes: Buffer, file?: string): BackupKey {
	if (bytes.length !== BYTES) {
		throw new AppError(
			"not_configured",
			`${file ?? "BACKUP_KEY"} holds no key: expected ${BYTES} bytes in base64.`,
		);
	}
	return {
		bytes,
		id: createHash("sha256").update("afterclick backup key\n").update(bytes).digest("hex").slice(0, 16),
	};
}

/** HMAC-SHA-256 over everything that the last line of a backup says of the lines before it. */
export function signature(
	{ bytes }: BackupKey,
	end: { readonly sha256: string; readonly rows: unknown },
): string {
	return createHmac("sha256", bytes)
		.update(`afterclick backup 2\n${end.sha256}\n${JSON.stringify(end.rows)}`)
		.digest("hex");
}

export function isSignedBy(
	key: BackupKey,
	end: { readonly sha256: string; readonly rows: unknown; readonly signature: string },
): boolean {
	const given = Buffer.from(end.signature, "hex");
	const right = Buffer.from(signature(key, end), "hex");
	return given.length === right.length && timingSafeEqual(given, right);
}
