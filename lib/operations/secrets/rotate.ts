import { AppError } from "@/lib/core/errors";
import { recordAudit } from "@/lib/platform/audit/record";
import { config } from "@/lib/platform/config/config";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { replaceKeyFile } from "@/lib/platform/secrets/key-file";
import { findSecretKeys, requireSecretKeys, secretKeyFiles } from "@/lib/platform/secrets/keys";
import { stateOfSecrets } from "@/lib/platform/secrets/state";
import { lockSecrets, type Resealed, resealSecrets } from "./reseal";

export interface RotatedKey extends Resealed {
	readonly previousKeyId: string;
}

/**
 * Makes a new key in the key's file and encrypts everything with it. The one before stays beside it as
 * `secret.key.previous`. Afterclick may run meanwhile. A rotation that is cut off goes on at the next start.
 * @throws AppError `conflict` where SECRET_KEY gives the key
 */
export async function rotateSecretKey(ctx: Context): Promise<RotatedKey> {
	authorize(ctx.actor, "webhooks.manage");
	authorize(ctx.actor, "people.manage");
	if (config().secretKey !== undefined) {
		throw new AppError("conflict", "The key is set by SECRET_KEY, so this command can't replace it.", {
			remedy:
				"Set SECRET_KEY to a new key (openssl rand -base64 32) and SECRET_KEY_PREVIOUS to the old one, then restart Afterclick: it encrypts everything with the new one.",
		});
	}
	await requireSecretKeys();
	// The file of the key before is about to be replaced: nothing may need it any more.
	await resealSecrets(ctx);
	const previousKeyId = await ctx.db.$transaction(async (tx) => {
		await lockSecrets(tx);
		const { current } = await requireSecretKeys();
		const files = secretKeyFiles();
		const { previous, ...rest } = await stateOfSecrets(tx, await findSecretKeys(), ctx.now());
		if (previous + rest.plain > 0) {
			throw new AppError("conflict", "Secrets were stored meanwhile.", { remedy: "Rotate the key again." });
		}
		const next = await replaceKeyFile(files.current, files.previous, current, "secret");
		await recordAudit(tx, ctx, {
			verb: "secrets.rotate",
			target: ["settings", "secrets"],
			before: { keyId: current.id },
			after: { keyId: next.id },
		});
		return current.id;
	});
	return { previousKeyId, ...(await resealSecrets(ctx)) };
}
