import type { Role } from "@/lib/core/roles";
import { mappedRole } from "./rules";

type Claims = Readonly<Record<string, unknown>>;

/** Who came, as the ID token says. */
export interface ProviderPerson {
	readonly issuer: string;
	readonly subject: string;
	/** Lower case; null where the provider says none. Shown and searched by, never matched by. */
	readonly login: string | null;
	readonly name: string;
	/** The provider's session, for signing out there. */
	readonly session: string | null;
	readonly role: Role | null;
	/** The groups were too many for the token, so that a role they would give is not seen. */
	readonly groupsLeftOut: boolean;
}

/** What these claims (of a token that was validated) say of a person. */
export function readClaims(
	claims: Claims,
	{ roleClaims, roles }: { roleClaims: readonly string[]; roles: ReadonlyMap<string, Role> },
): ProviderPerson {
	const subject = String(claims.sub);
	const login = (text(claims.preferred_username) ?? text(claims.email))?.toLowerCase().slice(0, 200) ?? null;
	return {
		issuer: String(claims.iss),
		subject,
		login,
		name: (text(claims.name) ?? login ?? subject).slice(0, 200),
		session: text(claims.sid),
		role: mappedRole(
			roleClaims.flatMap((name) => values(claims[name])),
			roles,
		),
		groupsLeftOut: roleClaims.includes("groups") && leavesGroupsOut(claims),
	};
}

/**
 * Beyond 200 groups Entra ID sends a pointer to them instead (`_claim_names`, or `hasgroups`):
 * https://learn.microsoft.com/en-us/security/zero-trust/develop/configure-tokens-group-claims-app-roles
 */
function leavesGroupsOut(claims: Claims): boolean {
	const names = claims._claim_names;
	return (
		(typeof names === "object" && names !== null && "groups" in names) ||
		claims.hasgroups === true ||
		claims.hasgroups === "true"
	);
}

function values(claim: unknown): string[] {
	if (typeof claim === "string") return [claim];
	return Array.isArray(claim) ? claim.filter((value) => typeof value === "string") : [];
}

function text(value: unknown): string | null {
	return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}
