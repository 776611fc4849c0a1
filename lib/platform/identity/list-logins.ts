import type { Role } from "@/lib/core/roles";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";

export interface Login {
	readonly login: string | null;
	readonly name: string;
	readonly role: Role | null;
	readonly disabled: boolean;
	/** How they sign in. */
	readonly password: boolean;
	readonly authenticator: boolean;
	readonly provider: boolean;
	readonly lastSeenAt: Date | null;
}

/** Everybody who can or could sign in, by login. */
export async function listLogins(ctx: Context): Promise<Login[]> {
	authorize(ctx.actor, "people.read");
	const people = await ctx.db.person.findMany({
		where: { OR: [{ credential: { isNot: null } }, { identities: { some: {} } }] },
		include: { credential: { select: { totpConfirmedAt: true } }, identities: { select: { issuer: true } } },
		orderBy: [{ login: "asc" }, { id: "asc" }],
	});
	return people.map(({ login, name, role, disabledAt, credential, identities, lastSeenAt }) => ({
		login,
		name,
		role,
		disabled: disabledAt !== null,
		password: credential !== null,
		authenticator: credential !== null && credential.totpConfirmedAt !== null,
		provider: identities.length > 0,
		lastSeenAt,
	}));
}
