import { AppError } from "@/lib/core/errors";
import type { Actor } from "@/lib/platform/context/actor";
import type { Database } from "@/lib/platform/db/client";
import { tokenActor } from "./api-tokens";
import { LOCAL_ADMINISTRATOR, signInRequired } from "./local-administrator";
import { resumeSession, type SessionToken } from "./sessions";

/** What a request shows of its sender. */
export interface Credentials {
	/** The session cookie's value. */
	readonly session: string | null;
	/** The Authorization header. */
	readonly authorization: string | null;
}

export interface RequestActor {
	readonly actor: Actor;
	/** The session the request came with; null for the local administrator, tokens and visitors. */
	readonly sessionId: string | null;
	/** A rotated token, for the answer's cookie. */
	readonly next: SessionToken | null;
}

/**
 * Who a request comes from: a token where one is shown, else a session; without either a visitor where people
 * sign in, and the local administrator where nobody can.
 * @param options.rotate false where the answer cannot carry a new cookie.
 * @throws AppError `unauthenticated` for a token that is not good (any more): a program must not go on as someone else.
 */
export async function requestActor(
	db: Database,
	credentials: Credentials,
	now: Date,
	options: { readonly rotate: boolean } = { rotate: true },
): Promise<RequestActor> {
	const none = { sessionId: null, next: null };
	if (credentials.authorization !== null) {
		const token = /^Bearer +(\S+)$/i.exec(credentials.authorization)?.[1];
		const actor = token === undefined ? null : await tokenActor(db, token, now);
		if (actor === null) {
			throw new AppError("unauthenticated", "This API token is unknown, expired or revoked.", {
				remedy: "Create a new one under Settings, Tokens.",
			});
		}
		return { actor, ...none };
	}
	if (credentials.session !== null) {
		const found = await resumeSession(db, credentials.session, now, options);
		if (found !== null) return found;
	}
	return { actor: (await signInRequired(db)) ? { kind: "visitor" } : LOCAL_ADMINISTRATOR, ...none };
}
