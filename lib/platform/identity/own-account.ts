import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { SESSION_IDLE_MS } from "./rules";

export interface OwnSession {
	readonly id: string;
	/** The one the request came with. */
	readonly here: boolean;
	readonly method: string;
	readonly userAgent: string | null;
	/** ISO 8601. */
	readonly createdAt: string;
	readonly lastSeenAt: string;
}

export interface OwnAccount {
	readonly login: string | null;
	/** Null for people of the provider and the local administrator, who have no password here. */
	readonly password: {
		readonly changedAt: string;
		readonly authenticator: boolean;
		readonly recoveryCodes: number;
	} | null;
	/** The newest first. */
	readonly sessions: readonly OwnSession[];
}

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
			id: session.id,
			here: session.id === ctx.sessionId,
			method: session.method,
			userAgent: session.userAgent,
			createdAt: session.createdAt.toISOString(),
			lastSeenAt: session.lastSeenAt.toISOString(),
		})),
	};
}
