import * as client from "openid-client";
import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { recordAudit } from "@/lib/platform/audit/record";
import { config } from "@/lib/platform/config/config";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import type { SignedOut } from "./answers";
import { lockPerson } from "./people-lock";
import { provider } from "./provider";
import { revokeSessions } from "./sessions";

export const signOutInput = z.strictObject({
	/** All sessions of the person, in every browser. */
	everywhere: z.boolean().default(false),
});

/** Ends the session the request came with, or all of its person's. */
export async function signOut(ctx: Context, body: z.input<typeof signOutInput>): Promise<SignedOut> {
	authorize(ctx.actor, "sessions.own");
	const { everywhere } = parseInput(signOutInput, body);
	const { actor, sessionId } = ctx;
	if (actor.kind !== "person" || sessionId === null) {
		throw new AppError("conflict", "No one is signed in here.");
	}
	const session = await ctx.db.$transaction(async (tx) => {
		const now = ctx.now();
		await lockPerson(tx, actor.id);
		const own = await tx.session.update({ where: { id: sessionId }, data: { revokedAt: now } });
		const others = everywhere ? await revokeSessions(tx, actor.id, now, sessionId) : 0;
		await recordAudit(tx, ctx, {
			verb: "sessions.revoke",
			target: ["session", sessionId],
			after: { by: "self", others },
		});
		return own;
	});
	return { next: session.method === "provider" ? await endAtProvider(session.idToken, ctx.now()) : null };
}

/** The provider's own sign-out (OpenID Connect RP-Initiated Logout); null where it has none or does not answer. */
async function endAtProvider(idToken: string | null, now: Date): Promise<string | null> {
	if (config().oidc === undefined) return null;
	try {
		const found = await provider(now);
		if (found.serverMetadata().end_session_endpoint === undefined) return null;
		return client.buildEndSessionUrl(found, {
			post_logout_redirect_uri: `${config().publicUrl ?? ""}/sign-in`,
			...(idToken === null ? {} : { id_token_hint: idToken }),
		}).href;
	} catch (error) {
		// Signed out here all the same; `provider` has logged why.
		if (error instanceof AppError) return null;
		throw error;
	}
}
