import { SIGN_IN_ATTEMPT_MS } from "@/lib/platform/identity/rules";
import { cookieName, readCookie, setCookie } from "./cookie";

/** One cookie for each attempt, so that two tabs can sign in side by side. */
function nameOf(state: string): string {
	return cookieName(`attempt_${state.replaceAll(/[^\w-]/g, "").slice(0, 8)}`);
}

/** The Set-Cookie header that ties an attempt to the browser that makes it. */
export function attemptCookie(state: string): string {
	return setCookie(nameOf(state), state, `Max-Age=${SIGN_IN_ATTEMPT_MS / 1000}`);
}

/** The Set-Cookie header that ends it. */
export function noAttemptCookie(state: string): string {
	return setCookie(nameOf(state), "", "Max-Age=0");
}

/** The state this browser set out with, where it is the one that came back; else null. */
export function readAttempt(request: Request, state: string): string | null {
	return readCookie(request.headers.get("cookie"), nameOf(state)) === state ? state : null;
}
