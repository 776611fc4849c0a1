/** Which of the stored secrets open with which key. */
import type { Database, Transaction } from "@/lib/platform/db/client";
import { isSealed, keyIdOf, type Owner, type SecretKeys, sealedPrefix, unseal } from "./seal";

export interface SecretsState {
	readonly authenticators: number;
	readonly webhooks: number;
	/** How many open with the current key, with an earlier one, and are stored unencrypted. */
	readonly current: number;
	readonly previous: number;
	readonly plain: number;
	/** Those that can't be opened with any key of this process. */
	readonly lost: { readonly authenticators: number; readonly webhooks: number };
	/** The ids of the keys that those would need, as far as they are on record. */
	readonly missingKeys: readonly string[];
}

export interface StoredSecret extends Owner {
	readonly stored: string;
}

/** Tries every stored secret, and changes nothing. The secret of a webhook before its last rotation counts while it signs. */
export async function stateOfSecrets(
	db: Database | Transaction,
	keys: SecretKeys,
	now: Date,
): Promise<SecretsState> {
	const stored = await storedSecrets(db, now);
	const count = { current: 0, previous: 0, plain: 0 };
	const lost = { authenticators: 0, webhooks: 0 };
	const missing = new Set<string>();
	const here = new Set([keys.current, ...keys.previous].map((key) => key?.id));
	for (const secret of stored) {
		const how = howItOpens(secret, keys);
		if (how !== "lost") count[how] += 1;
		else {
			lost[secret.table === "Webhook" ? "webhooks" : "authenticators"] += 1;
			const id = keyIdOf(secret.stored);
			if (id !== null && !here.has(id)) missing.add(id);
		}
	}
	const webhooks = stored.filter(({ table }) => table === "Webhook").length;
	return {
		...count,
		authenticators: stored.length - webhooks,
		webhooks,
		lost,
		missingKeys: [...missing].sort(),
	};
}

async function storedSecrets(db: Database | Transaction, now: Date): Promise<StoredSecret[]> {
	const credentials = await db.localCredential.findMany({
		where: { totpSecret: { not: null } },
		select: { personId: true, totpSecret: true },
	});
	const webhooks = await db.webhook.findMany({
		select: { id: true, secret: true, previousSecret: true, previousSecretUntil: true },
	});
	return [
		...credentials.map(({ personId, totpSecret }) => ({
			table: "LocalCredential" as const,
			id: personId,
			stored: String(totpSecret),
		})),
		...webhooks.flatMap(({ id, secret, previousSecret, previousSecretUntil }) =>
			[
				secret,
				...(previousSecretUntil !== null && previousSecretUntil > now ? [previousSecret] : []),
			].flatMap((stored) => (stored === null ? [] : [{ table: "Webhook" as const, id, stored }])),
		),
	];
}

export function howItOpens(
	{ stored, ...owner }: StoredSecret,
	keys: SecretKeys,
): "current" | "previous" | "plain" | "lost" {
	if (!isSealed(stored)) return "plain";
	try {
		unseal(stored, owner, keys);
	} catch {
		return "lost";
	}
	return keys.current !== undefined && stored.startsWith(sealedPrefix(keys.current)) ? "current" : "previous";
}

/** "2 authenticator secrets and 1 webhook secret" */
export function secretCounts(count: { readonly authenticators: number; readonly webhooks: number }): string {
	const counted = (value: number, what: string) =>
		`${value.toLocaleString("en")} ${what} ${value === 1 ? "secret" : "secrets"}`;
	const parts = [
		...(count.authenticators > 0 ? [counted(count.authenticators, "authenticator")] : []),
		...(count.webhooks > 0 ? [counted(count.webhooks, "webhook")] : []),
	];
	return parts.length === 0 ? "no secrets" : parts.join(" and ");
}
