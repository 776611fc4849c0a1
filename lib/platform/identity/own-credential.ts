import { AppError } from "@/lib/core/errors";
import type { Context } from "@/lib/platform/context/context";
import type { LocalCredential } from "@/lib/platform/db/generated/client.ts";
import { verifyPassword } from "./password";
import { beginAttempt } from "./password-guard";

export interface OwnCredential {
	readonly login: string;
	readonly credential: LocalCredential;
}

/** @throws AppError `conflict` for whoever has no password here */
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
	{ db, now }: Pick<Context, "db" | "now">,
	{ login, credential }: OwnCredential,
	password: string,
): Promise<void> {
	const attempt = await beginAttempt(db, login, now()).catch((error: unknown) => {
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
	throw new AppError("invalid_input", "This password is wrong.", {
		places: [{ field: "password", message: "This password is wrong." }],
	});
}
