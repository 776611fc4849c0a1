/** Random secrets that are handed out once and kept only as their hash. */
import { createHash, randomBytes } from "node:crypto";

/** 256 random bits as 43 characters that need no escaping in a cookie, a header or an address. */
export function newSecret(): string {
	return randomBytes(32).toString("base64url");
}

/** SHA-256: enough for a secret with 256 random bits, which nobody can guess from its hash. */
export function hashSecret(secret: string): Uint8Array<ArrayBuffer> {
	return new Uint8Array(createHash("sha256").update(secret).digest());
}
