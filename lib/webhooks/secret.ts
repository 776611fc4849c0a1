/**
 * Secrets that sign. They must be readable to sign with, so they cannot be hashed like a password. With
 * WEBHOOK_SECRET_KEY they lie encrypted in the database (AES-256-GCM, bound to their webhook), so that a stolen
 * backup signs nothing; without it they lie there as they are.
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";
import { AppError } from "@/lib/errors";

const PREFIX = "whsec_";

/** A new secret in the form of Standard Webhooks: `whsec_` and 32 random bytes in base64. */
export function newSecret(): string {
	return PREFIX + randomBytes(32).toString("base64");
}

/** The secret as it is stored. @param key 32 bytes in base64, or undefined to store it plain */
export function sealSecret(secret: string, webhookId: string, key: string | undefined): string {
	if (key === undefined) return `plain:${secret}`;
	const iv = randomBytes(12);
	const cipher = createCipheriv("aes-256-gcm", Buffer.from(key, "base64"), iv);
	cipher.setAAD(Buffer.from(webhookId));
	const sealed = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
	return `gcm1:${Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64")}`;
}

/** @throws AppError `not_configured` when the key is missing or another one. */
export function openSecret(stored: string, webhookId: string, key: string | undefined): string {
	if (stored.startsWith("plain:")) return stored.slice("plain:".length);
	try {
		if (key === undefined) throw new Error("no key");
		const bytes = Buffer.from(stored.slice("gcm1:".length), "base64");
		const cipher = createDecipheriv("aes-256-gcm", Buffer.from(key, "base64"), bytes.subarray(0, 12));
		cipher.setAAD(Buffer.from(webhookId));
		cipher.setAuthTag(bytes.subarray(12, 28));
		return Buffer.concat([cipher.update(bytes.subarray(28)), cipher.final()]).toString("utf8");
	} catch (cause) {
		throw new AppError("not_configured", "The webhook's secret cannot be decrypted.", {
			remedy: "Set WEBHOOK_SECRET_KEY to the key it was encrypted with, or rotate the secret.",
			cause,
		});
	}
}

/**
 * The `webhook-signature` header of Standard Webhooks: HMAC-SHA256 over `id.timestamp.body`, one for each secret.
 * @param timestamp seconds since 1970
 */
export function signature(secrets: readonly string[], id: string, timestamp: number, body: string): string {
	return secrets
		.map((secret) => {
			const key = Buffer.from(secret.slice(PREFIX.length), "base64");
			return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
		})
		.join(" ");
}
