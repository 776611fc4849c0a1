import { recordAudit } from "@/lib/platform/audit/record";
import { config } from "@/lib/platform/config/config";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import type { Transaction } from "@/lib/platform/db/client";
import { type RequiredKeys, requireSecretKeys } from "@/lib/platform/secrets/keys";
import { type Owner, seal, sealedPrefix, unseal } from "@/lib/platform/secrets/seal";

const BATCH = 200;

export interface Resealed {
	readonly keyId: string;
	readonly authenticators: number;
	readonly webhooks: number;
}

/**
 * Encrypts with the current key what is stored unencrypted or with an earlier key. What can't be opened stays as it is.
 * A key made just now beside a database outside encrypts nothing that is there already: its directory may end with
 * this process, as a pod's does, and everybody's authenticator with it.
 */
export async function resealSecrets(ctx: Context): Promise<Resealed> {
	authorize(ctx.actor, "webhooks.manage");
	authorize(ctx.actor, "people.manage");
	const { current, made } = await requireSecretKeys();
	const done = { authenticators: 0, webhooks: 0 };
	let keyId = current.id;
	if (made && config().databaseIsExternal) return { keyId, ...done };
	for (const kind of ["authenticators", "webhooks"] as const) {
		for (let after: string | null = NOBODY; after !== null; ) {
			const from: string = after;
			const batch: Batch = await ctx.db.$transaction(async (tx) => {
				await lockSecrets(tx);
				// Under the lock: a rotation may have come between.
				const keys = await requireSecretKeys();
				keyId = keys.current.id;
				const next = await BATCHES[kind](tx, keys, from);
				if (next.count > 0) await record(tx, ctx, keys, { [kind]: next.count });
				return next;
			});
			done[kind] += batch.count;
			after = batch.last;
		}
	}
	return { keyId, ...done };
}

/** Of two that encrypt or rotate at once, one waits until the other has committed. */
export async function lockSecrets(tx: Transaction): Promise<void> {
	await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('stored secrets', 0))`;
}

const NOBODY = "00000000-0000-0000-0000-000000000000";

interface Batch {
	readonly count: number;
	/** The last row's id; null when there were no more. */
	readonly last: string | null;
}

type ResealBatch = (tx: Transaction, keys: RequiredKeys, after: string) => Promise<Batch>;

const BATCHES: Record<"authenticators" | "webhooks", ResealBatch> = {
	async authenticators(tx, keys, after) {
		const rows = await tx.localCredential.findMany({
			where: {
				personId: { gt: after },
				totpSecret: { not: null },
				NOT: { totpSecret: { startsWith: sealedPrefix(keys.current) } },
			},
			select: { personId: true, totpSecret: true },
			orderBy: { personId: "asc" },
			take: BATCH,
		});
		let count = 0;
		for (const { personId, totpSecret } of rows) {
			const sealed = resealed(totpSecret, { table: "LocalCredential", id: personId }, keys);
			if (sealed === totpSecret) continue;
			// Another one, or none, where the person has changed it meanwhile.
			const { count: written } = await tx.localCredential.updateMany({
				where: { personId, totpSecret },
				data: { totpSecret: sealed },
			});
			count += written;
		}
		return { count, last: rows.at(-1)?.personId ?? null };
	},

	async webhooks(tx, keys, after) {
		const under = { startsWith: sealedPrefix(keys.current) };
		const rows = await tx.webhook.findMany({
			where: {
				id: { gt: after },
				OR: [
					{ NOT: { secret: under } },
					{ AND: [{ previousSecret: { not: null } }, { NOT: { previousSecret: under } }] },
				],
			},
			select: { id: true, secret: true, previousSecret: true },
			orderBy: { id: "asc" },
			take: BATCH,
		});
		let count = 0;
		for (const { id, secret, previousSecret } of rows) {
			const owner: Owner = { table: "Webhook", id };
			const data = {
				secret: resealed(secret, owner, keys) ?? secret,
				previousSecret: resealed(previousSecret, owner, keys),
			};
			if (data.secret === secret && data.previousSecret === previousSecret) continue;
			const { count: written } = await tx.webhook.updateMany({ where: { id, secret, previousSecret }, data });
			if (data.secret !== secret) count += written;
		}
		return { count, last: rows.at(-1)?.id ?? null };
	},
};

/** The secret under the current key; as it is where no key opens it. */
function resealed(stored: string | null, owner: Owner, keys: RequiredKeys): string | null {
	if (stored === null || stored.startsWith(sealedPrefix(keys.current))) return stored;
	try {
		return seal(unseal(stored, owner, keys), owner, keys.current);
	} catch {
		return stored;
	}
}

async function record(
	tx: Transaction,
	ctx: Context,
	keys: RequiredKeys,
	counts: { readonly authenticators?: number; readonly webhooks?: number },
): Promise<void> {
	const after = { authenticators: 0, webhooks: 0, ...counts, keyId: keys.current.id };
	await recordAudit(tx, ctx, { verb: "secrets.encrypt", target: ["settings", "secrets"], after });
}
