/** The key of this installation that backups are signed with. */
import { createHmac, timingSafeEqual } from "node:crypto";
import { join } from "node:path";
import { config } from "@/lib/platform/config/config";
import { type Key, keyOf as keyFrom, readKeyFile, requireKeyFile } from "@/lib/platform/secrets/key-file";

export type BackupKey = Key;

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
	return await readKeyFile(file, "backup");
}

/** The key, made on the first backup (readable by its owner alone) where there is none. */
export async function requireBackupKey(): Promise<BackupKey> {
	const found = await findBackupKey();
	if (found !== undefined) return found;
	return (await requireKeyFile(backupKeyFile(), "backup")).key;
}

export function keyOf(bytes: Buffer, source = "BACKUP_KEY"): BackupKey {
	return keyFrom(bytes, "backup", source);
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
