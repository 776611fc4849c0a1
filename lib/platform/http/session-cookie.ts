import { config } from "@/lib/platform/config/config";
import type { Credentials } from "@/lib/platform/identity/request-actor";
import type { SessionToken } from "@/lib/platform/identity/sessions";

/** Over https a name that browsers bind to this origin alone (RFC 6265bis, cookie prefixes). */
export function sessionCookieName(): string {
	return secure() ? "__Host-afterclick_session" : "afterclick_session";
}

/** The Set-Cookie header that hands a session to the browser. */
export function sessionCookie({ token, expiresAt }: SessionToken): string {
	return `${sessionCookieName()}=${token}; Path=/; Expires=${expiresAt.toUTCString()}; ${attributes()}`;
}

/** The Set-Cookie header that takes the session back. */
export function noSessionCookie(): string {
	return `${sessionCookieName()}=; Path=/; Max-Age=0; ${attributes()}`;
}

export function credentialsOf(request: Request): Credentials {
	return {
		session: readCookie(request.headers.get("cookie"), sessionCookieName()),
		authorization: request.headers.get("authorization"),
	};
}

/** Lax, not Strict: a link to a finding in a mail or a chat opens signed in; writes check their origin besides. */
function attributes(): string {
	return `HttpOnly; SameSite=Lax${secure() ? "; Secure" : ""}`;
}

function secure(): boolean {
	return config().publicUrl?.startsWith("https:") ?? false;
}

function readCookie(header: string | null, name: string): string | null {
	for (const part of (header ?? "").split(";")) {
		const [key, ...value] = part.trim().split("=");
		if (key === name) return value.join("=");
	}
	return null;
}
