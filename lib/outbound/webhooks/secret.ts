/**
 * Secrets that sign. They must be readable to sign with, so they can't be hashed like a password: they are stored
 * encrypted and bound to their webhook, so that a stolen backup signs nothing.
 */
import { createHmac, randomBytes } from "node:crypto";
import { AppError } from "@/lib/core/errors";
import type { Key } from "@/lib/platform/secrets/key-file";
import { type SecretKeys, seal, unseal } from "@/lib/platform/secrets/seal";

const PREFIX = "whsec_";

/** A new secret in the form of Standard Webhooks: `whsec_` and 32 random bytes in base64. */
export function newSecret(): string {
	return PREFIX + randomBytes(32).toString("base64");
}

const ownerOf = (webhookId: string) => ({ table: "Webhook" as const, id: webhookId });

/** The secret as it is stored. */
export function sealSecret(secret: string, webhookId: string, key: Key): string {
	return seal(secret, ownerOf(webhookId), key);
}

/** @throws AppError `not_configured` when its key isn't here. */
export function openSecret(stored: string, webhookId: string, keys: SecretKeys): string {
	try {
		return unseal(stored, ownerOf(webhookId), keys);
	} catch (cause) {
		const why = cause instanceof AppError ? `${cause.message} ` : "";
		throw new AppError("not_configured", "The webhook's secret cannot be decrypted.", {
			remedy: `${why}Set SECRET_KEY to that key, or rotate the secret.`,
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
