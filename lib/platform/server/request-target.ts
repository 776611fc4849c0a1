import type { IncomingMessage } from "node:http";
import { AppError } from "@/lib/core/errors";

const BASE = "http://localhost";
/** Paths of Next that Afterclick has no use for: its image optimizer fetches and decodes what a request names. */
const CLOSED = /^\/_next\/image(?:[/?]|$)/;

/**
 * Why a request's first line or Host can't be served; undefined when they are ordinary. Proxies and frameworks read
 * unusual ones in different ways, and what they differ about is what attackers use.
 */
export function targetRefusal({
	method,
	url = "",
	rawHeaders,
	headers,
}: IncomingMessage): AppError | undefined {
	const bad = (message: string) => new AppError("bad_request", message);
	if (method === "TRACE" || method === "CONNECT") return bad(`${method} is not supported.`);
	if (!url.startsWith("/")) return bad("Only paths are served: no “*”, and no address of another server.");
	if (url.startsWith("//")) return bad("A path can't start with two slashes.");
	const hosts = rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === "host");
	if (hosts.length > 1) return bad("The request names two hosts.");
	if (headers.upgrade !== undefined) return bad("Other protocols are not supported.");
	// Routes of the API answer it with a 422 of their own.
	if (!url.startsWith("/api/") && !isDecodable(url.split("?", 1)[0] ?? ""))
		return bad("A path's percent signs must encode UTF-8.");
	// As Next reads it: "/_next/x/../image" is "/_next/image".
	const path = URL.canParse(url, BASE) ? new URL(url, BASE).pathname : url;
	if (CLOSED.test(path)) return new AppError("not_found", "Not found.");
	return undefined;
}

/** Next answers a page's path that is not with a 500. */
function isDecodable(path: string): boolean {
	try {
		decodeURIComponent(path);
		return true;
	} catch {
		return false;
	}
}
