/**
 * Secrets that must be readable, and so can't be hashed: AES-256-GCM with a random nonce, bound to the row they belong
 * to. The stored form is `gcm2:KEY-ID:BASE64`, of nonce, tag and text.
 */
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { AppError } from "@/lib/core/errors";
import type { Key } from "./key-file";

/** The row a secret belongs to: it opens in no other. */
export interface Owner {
	readonly table: "LocalCredential" | "Webhook";
	readonly id: string;
}

export interface SecretKeys {
	/** Encrypts what is stored from now on. */
	readonly current: Key | undefined;
	/** Earlier keys, which still open what they encrypted. */
	readonly previous: readonly Key[];
}

const FORM = /^gcm2:([0-9a-f]{16}):(.+)$/;
/** As webhooks' secrets were encrypted before keys had ids: bound to the webhook's id alone. */
const OLD_FORM = /^gcm1:(.+)$/;

export function seal(secret: string, owner: Owner, key: Key): string {
	const nonce = randomBytes(12);
	const cipher = createCipheriv("aes-256-gcm", key.bytes, nonce);
	cipher.setAAD(boundTo(owner));
	const sealed = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
	return `${sealedPrefix(key)}${Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64")}`;
}

/** What everything begins with that is encrypted with the key. */
export function sealedPrefix(key: Key): string {
	return `gcm2:${key.id}:`;
}

export function isSealed(stored: string): boolean {
	return stored.startsWith("gcm1:") || stored.startsWith("gcm2:");
}

/** The id of the key that a stored secret needs; null where the stored form doesn't name one. */
export function keyIdOf(stored: string): string | null {
	return FORM.exec(stored)?.[1] ?? null;
}

/**
 * @returns the secret, also of one that was stored before secrets were encrypted
 * @throws AppError `not_configured` naming the key that is missing, or when it belongs to another row
 */
export function unseal(stored: string, owner: Owner, { current, previous }: SecretKeys): string {
	if (!isSealed(stored)) return stored.replace(/^plain:/, "");
	const keys = current === undefined ? previous : [current, ...previous];
	const named = FORM.exec(stored);
	if (named !== null) {
		const key = keys.find(({ id }) => id === named[1]);
		if (key === undefined) {
			const here = current === undefined ? "there is none here" : `the one here is ${current.id}`;
			throw new AppError("not_configured", `It is encrypted with the key ${named[1]}; ${here}.`);
		}
		return decrypt(String(named[2]), boundTo(owner), key);
	}
	const content = OLD_FORM.exec(stored)?.[1] ?? "";
	for (const key of keys) {
		try {
			return decrypt(content, Buffer.from(owner.id), key);
		} catch {
			// Which key it was is not on record: the next one may be it.
		}
	}
	throw new AppError("not_configured", "It is encrypted with a key that isn't here.");
}

function decrypt(content: string, aad: Buffer, key: Key): string {
	try {
		const bytes = Buffer.from(content, "base64");
		const cipher = createDecipheriv("aes-256-gcm", key.bytes, bytes.subarray(0, 12));
		cipher.setAAD(aad);
		cipher.setAuthTag(bytes.subarray(12, 28));
		return Buffer.concat([cipher.update(bytes.subarray(28)), cipher.final()]).toString("utf8");
	} catch (cause) {
		throw new AppError("not_configured", "It was changed, or belongs to another row.", { cause });
	}
}

function boundTo({ table, id }: Owner): Buffer {
	return Buffer.from(`${table}/${id}`);
}
