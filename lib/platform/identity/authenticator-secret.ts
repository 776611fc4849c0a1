import { AppError } from "@/lib/core/errors";
import { findSecretKeys, keysForAnswer, requireSecretKeys } from "@/lib/platform/secrets/keys";
import { seal, unseal } from "@/lib/platform/secrets/seal";

const ownerOf = (personId: string) => ({ table: "LocalCredential" as const, id: personId });

/** The secret of an authenticator app as it is stored. */
export async function sealAuthenticator(personId: string, secret: string): Promise<string> {
	return seal(secret, ownerOf(personId), (await keysForAnswer(requireSecretKeys)).current);
}

const SIGN_IN_REMEDY =
	"Sign in with a recovery code, or ask an administrator to reset your password without the authenticator app.";

/**
 * @param remedy what the person can do where the secret can't be read
 * @throws AppError `not_configured` when it is encrypted with a key that isn't here
 */
export async function openAuthenticator(
	personId: string,
	stored: string,
	remedy = SIGN_IN_REMEDY,
): Promise<string> {
	try {
		return unseal(stored, ownerOf(personId), await keysForAnswer(findSecretKeys));
	} catch (cause) {
		const why = cause instanceof AppError ? ` ${cause.message}` : "";
		throw new AppError(
			"not_configured",
			`This server can't read the secret of your authenticator app, so it can't check its codes.${why}`,
			{ remedy, cause },
		);
	}
}
