import type { Role } from "@/lib/core/roles";
import { type Environment, misconfigured } from "./environment";
import { isLoopback } from "./host";

export interface OidcConfig {
	readonly issuer: string;
	readonly clientId: string;
	/** Undefined for a public client, which PKCE alone protects. */
	readonly clientSecret: string | undefined;
	/** Space-separated. */
	readonly scopes: string;
	/** Claims of the ID token that hold app roles or groups, in the order they are looked at. */
	readonly roleClaims: readonly string[];
	/** Which role a value of these claims gives; a person gets the highest. Nobody else may sign in. */
	readonly roles: ReadonlyMap<string, Role>;
}

/** The provider that the variables name. @throws AppError `not_configured` */
export function readOidc(env: Environment): OidcConfig | undefined {
	const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId } = env;
	if (issuer === undefined && clientId === undefined) return undefined;
	const missing = [
		{ field: "OIDC_ISSUER", value: issuer },
		{ field: "OIDC_CLIENT_ID", value: clientId },
		{ field: "OIDC_ROLES", value: env.OIDC_ROLES.size === 0 ? undefined : env.OIDC_ROLES },
		{ field: "PUBLIC_URL", value: env.PUBLIC_URL },
	].filter(({ value }) => value === undefined);
	if (missing.length > 0 || issuer === undefined || clientId === undefined) {
		throw misconfigured(missing.map(({ field }) => ({ field, message: "sign-in needs it as well" })));
	}
	const { protocol, hostname, pathname } = new URL(issuer);
	if (protocol !== "https:" && !isLoopback(hostname.replace(/^\[|\]$/g, ""))) {
		throw misconfigured([{ field: "OIDC_ISSUER", message: "expected an https address" }]);
	}
	// Any tenant of Entra ID could sign in there, with app roles that it gives itself.
	if (/^\/(common|organizations|consumers)(\/|$)/i.test(pathname)) {
		throw misconfigured([{ field: "OIDC_ISSUER", message: "expected the issuer of one tenant, by its id" }]);
	}
	return {
		issuer,
		clientId,
		clientSecret: env.OIDC_CLIENT_SECRET,
		scopes: env.OIDC_SCOPES,
		roleClaims: env.OIDC_ROLE_CLAIMS.split(/[\s,]+/).filter(Boolean),
		roles: env.OIDC_ROLES,
	};
}
