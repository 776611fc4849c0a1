import { AppError, fieldError } from "@/lib/core/errors";
import type { Context } from "@/lib/platform/context/context";
import type { Transaction } from "@/lib/platform/db/client";
import type { LocalCredential } from "@/lib/platform/db/generated/client.ts";
import { verifyPassword } from "./password";
import { beginAttempt } from "./password-guard";
import { lockCredential, lockPerson } from "./people-lock";
import { requireStillActing } from "./still-acting";

export interface OwnCredential {
	readonly login: string;
	readonly credential: LocalCredential;
}

/** @throws AppError `conflict` for anyone who has no password here */
export async function findOwnCredential({ actor, db }: Context): Promise<OwnCredential> {
	const person =
		actor.kind === "person"
			? await db.person.findUnique({ where: { id: actor.id }, include: { credential: true } })
			: null;
	if (person !== null && person.credential !== null && person.login !== null) {
		return { login: person.login, credential: person.credential };
	}
	throw new AppError("conflict", "You have no password here: you sign in at the provider.");
}

/**
 * Has somebody who is signed in prove that they are still themselves. Guesses count as they do at sign-in.
 * @throws AppError `invalid_input` for the wrong password, `conflict` while the login is locked
 */
export async function provePassword(
	{ db }: Pick<Context, "db">,
	{ login, credential }: OwnCredential,
	password: string,
): Promise<void> {
	const attempt = await beginAttempt(db, login).catch((error: unknown) => {
		// They are signed in: asking them to sign in would be beside the point.
		if (error instanceof AppError && error.code === "unauthenticated") {
			throw new AppError("conflict", error.message, {
				...(error.remedy === undefined ? {} : { remedy: error.remedy }),
			});
		}
		throw error;
	});
	if (await verifyPassword(credential.passwordHash, password)) {
		await attempt.succeeded();
		return;
	}
	throw fieldError("password", "This password is wrong.");
}

/**
 * Locks one's own credential for a change that was proved with it. Proving takes a while: an administrator may have
 * reset the password since, to lock out anyone who knows it.
 * @returns the credential as it is now
 * @throws AppError `unauthenticated` when one may not act any more, `conflict` when the password is another one now
 */
export async function lockProved(
	tx: Transaction,
	ctx: Context,
	{ credential }: OwnCredential,
): Promise<LocalCredential> {
	await lockPerson(tx, credential.personId);
	const locked = await lockCredential(tx, credential.personId);
	await requireStillActing(tx, ctx);
	if (locked !== null && locked.passwordHash === credential.passwordHash) return locked;
	throw new AppError("conflict", "Your password was changed in the meantime.", {
		remedy: "Sign in with the new one and try again.",
	});
}
