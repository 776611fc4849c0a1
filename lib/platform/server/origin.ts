import type { IncomingHttpHeaders } from "node:http";

const READS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Whether a write comes from a page of another origin, by its Origin header. One without the header is no
 * browser's, or an old one's: `sec-fetch-site` is left to judge it, as it judges `Origin: null`, which our own
 * pages send with a form because of `Referrer-Policy: no-referrer`.
 * @param publicUrl the origin people open where a proxy passes another Host.
 */
export function isForeignWrite(
	method: string | undefined,
	headers: IncomingHttpHeaders,
	publicUrl: string | undefined,
): boolean {
	const { origin, host } = headers;
	if (READS.has(method ?? "GET") || origin === undefined) return false;
	if (origin === "null") return headers["sec-fetch-site"] !== "same-origin";
	try {
		const { protocol, host: from, origin: clean } = new URL(origin);
		if (publicUrl !== undefined && clean === new URL(publicUrl).origin) return false;
		// The scheme is the proxy's business: behind one, https in front is http here. Default ports go with it.
		return !["http:", "https:"].includes(protocol) || new URL(`${protocol}//${host}`).host !== from;
	} catch {
		return true;
	}
}
