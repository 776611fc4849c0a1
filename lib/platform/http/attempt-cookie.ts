import { config } from "@/lib/platform/config/config";
import { SIGN_IN_ATTEMPT_MS } from "@/lib/platform/identity/rules";

/** One cookie for each attempt, so that two tabs can sign in side by side. */
function name(state: string): string {
	const prefix = secure() ? "__Host-" : "";
	return `${prefix}afterclick_attempt_${state.replaceAll(/[^\w-]/g, "").slice(0, 8)}`;
}

/** The Set-Cookie header that ties an attempt to the browser that makes it. */
export function attemptCookie(state: string): string {
	return `${name(state)}=${state}; Path=/; Max-Age=${SIGN_IN_ATTEMPT_MS / 1000}; ${attributes()}`;
}

/** The Set-Cookie header that ends it. */
export function noAttemptCookie(state: string): string {
	return `${name(state)}=; Path=/; Max-Age=0; ${attributes()}`;
}

/** The state this browser set out with, where it is the one that came back; else null. */
export function readAttempt(request: Request, state: string): string | null {
	for (const part of (request.headers.get("cookie") ?? "").split(";")) {
		if (part.trim() === `${name(state)}=${state}`) return state;
	}
	return null;
}

/** Lax: the provider's redirect back comes from another site, as a navigation. */
function attributes(): string {
	return `HttpOnly; SameSite=Lax${secure() ? "; Secure" : ""}`;
}

function secure(): boolean {
	return config().publicUrl?.startsWith("https:") ?? false;
}
