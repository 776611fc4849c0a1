import { fromRow } from "@/lib/core/answer";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { type OwnAccount, ownSession } from "./answers";
import { SESSION_IDLE_MS } from "./rules";

/** How one signs in oneself, and where one is signed in. */
export async function ownAccount(ctx: Context): Promise<OwnAccount> {
	authorize(ctx.actor, "sessions.own");
	const id = ctx.actor.kind === "person" ? ctx.actor.id : "";
	const now = ctx.now();
	const person = await ctx.db.person.findUniqueOrThrow({
		where: { id },
		include: {
			credential: true,
			sessions: {
				where: {
					revokedAt: null,
					expiresAt: { gt: now },
					lastSeenAt: { gte: new Date(now.getTime() - SESSION_IDLE_MS) },
				},
				orderBy: { lastSeenAt: "desc" },
			},
		},
	});
	const { credential } = person;
	return {
		login: person.login,
		password:
			credential === null
				? null
				: {
						changedAt: credential.changedAt.toISOString(),
						authenticator: credential.totpConfirmedAt !== null,
						recoveryCodes: credential.recoveryHashes.length,
					},
		sessions: person.sessions.map((session) => ({
			...fromRow(ownSession, session),
			here: session.id === ctx.sessionId,
		})),
	};
}
