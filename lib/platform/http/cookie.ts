import { config } from "@/lib/platform/config/config";

/** Over https a name that browsers bind to this origin alone (RFC 6265bis, cookie prefixes). */
export function cookieName(what: string): string {
	return `${secure() ? "__Host-" : ""}afterclick_${what}`;
}

/**
 * A Set-Cookie header. Lax, not Strict: a provider's redirect back comes from another site, and a link to a finding in
 * a mail or a chat opens signed in; writes check their origin besides.
 * @param lasts `Expires=…` or `Max-Age=…`
 */
export function setCookie(name: string, value: string, lasts: string): string {
	return `${name}=${value}; Path=/; ${lasts}; HttpOnly; SameSite=Lax${secure() ? "; Secure" : ""}`;
}

/** The first cookie of this name in a Cookie header. */
export function readCookie(header: string | null, name: string): string | null {
	for (const part of (header ?? "").split(";")) {
		const [key, ...value] = part.trim().split("=");
		if (key === name) return value.join("=");
	}
	return null;
}

function secure(): boolean {
	return config().publicUrl?.startsWith("https:") ?? false;
}
