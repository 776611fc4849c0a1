import type { Credentials } from "@/lib/platform/identity/request-actor";
import type { SessionToken } from "@/lib/platform/identity/sessions";
import { cookieName, readCookie, setCookie } from "./cookie";

export function sessionCookieName(): string {
	return cookieName("session");
}

/** The Set-Cookie header that hands a session to the browser. */
export function sessionCookie({ token, expiresAt }: SessionToken): string {
	return setCookie(sessionCookieName(), token, `Expires=${expiresAt.toUTCString()}`);
}

/** The Set-Cookie header that takes the session back. */
export function noSessionCookie(): string {
	return setCookie(sessionCookieName(), "", "Max-Age=0");
}

/** What a request proves its sender with. */
export function credentialsOf(request: Request): Credentials {
	return {
		session: readCookie(request.headers.get("cookie"), sessionCookieName()),
		authorization: request.headers.get("authorization"),
	};
}
