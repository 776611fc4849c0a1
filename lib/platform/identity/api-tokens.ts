import { isAtLeast, type Role } from "@/lib/core/roles";
import type { TokenActor } from "@/lib/platform/context/actor";
import { PERMISSIONS, type Permission } from "@/lib/platform/context/permissions";
import type { Database } from "@/lib/platform/db/client";
import { LOCAL_ADMINISTRATOR, signInRequired } from "./local-administrator";
import { hashSecret, newSecret } from "./secret";

/** Starts every token, so that secret scanners and people know one when they see it. */
const PREFIX = "acl_";

/** Characters of a token that stay readable, to tell it by: the prefix and four of 43. */
export const HINT_LENGTH = PREFIX.length + 4;

/** How often, at most, a token's last use is written down. */
const USED_INTERVAL_MS = 60_000;

export function newApiToken(): string {
	return `${PREFIX}${newSecret()}`;
}

/**
 * The actor behind a token, or null when it is unknown, expired or revoked, or when its person may not sign in
 * any more. A personal token never has more than its person has now. Notes that it is used.
 */
export async function tokenActor(db: Database, token: string, now: Date): Promise<TokenActor | null> {
	if (!token.startsWith(PREFIX)) return null;
	const found = await db.apiToken.findUnique({
		where: { tokenHash: hashSecret(token) },
		include: { person: true },
	});
	if (found === null || found.revokedAt !== null || found.expiresAt <= now) return null;
	const { person } = found;
	if (person !== null && (person.role === null || person.disabledAt !== null)) return null;
	// Nobody is the local administrator any more once people sign in.
	if (person?.id === LOCAL_ADMINISTRATOR.id && (await signInRequired(db))) return null;
	const role = lesser(found.role, person?.role ?? null);
	if (role === null) return null;
	if (found.lastUsedAt === null || now.getTime() - found.lastUsedAt.getTime() > USED_INTERVAL_MS) {
		await db.apiToken.update({ where: { id: found.id }, data: { lastUsedAt: now } });
	}
	return {
		kind: "token",
		id: found.id,
		name: person === null ? found.name : `${person.name} (${found.name})`,
		personId: person?.id ?? null,
		role,
		permissions: found.permissions.filter((name): name is Permission => Object.hasOwn(PERMISSIONS, name)),
		workspaces: common(found.workspaces, person?.workspaces ?? []),
	};
}

function lesser(one: Role | null, other: Role | null): Role | null {
	if (one === null || other === null) return one ?? other;
	return isAtLeast(one, other) ? other : one;
}

/** What both allow, where an empty list allows all; null: all. */
function common(one: readonly string[], other: readonly string[]): readonly string[] | null {
	if (one.length === 0 && other.length === 0) return null;
	if (one.length === 0) return other;
	return other.length === 0 ? one : one.filter((id) => other.includes(id));
}
