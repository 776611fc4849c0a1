import type { IncomingMessage, ServerResponse } from "node:http";
import { type Logger, logger } from "@/lib/platform/telemetry/logger";

const PLAIN = /^(?:[a-z][a-z-]{0,30}|\d{1,10}|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})$/i;
/** Files of the bundle and the questions of a load balancer: many, and nobody's doing. */
const QUIET = /^\/(?:_next\/|api\/(?:health|ready)$)/;

/**
 * The path as a log may hold it: without its query, and with `*` for every part that is no word, number or UUID.
 * A person's name, a token or a pasted URL in the path is none of these.
 */
export function loggedPath(url: string | undefined): string {
	const [path = ""] = (url ?? "").split(/[?#]/, 1);
	if (path.startsWith("/_next/")) return "/_next";
	return path
		.slice(0, 2_000)
		.split("/")
		.map((part) => (part === "" || PLAIN.test(part) ? part : "*"))
		.slice(0, 12)
		.join("/");
}

/**
 * Writes one line when the answer has ended: `method`, `path`, `status`, `durationMs` to a tenth, `bytes` sent
 * with headers, and `cut` when it did not reach its end.
 */
export function logRequest(
	request: IncomingMessage,
	response: ServerResponse,
	requestId: string,
	log: Logger = logger(),
): void {
	const began = performance.now();
	const { socket } = request;
	const sentBefore = socket.bytesWritten;
	response.once("close", () => {
		const status = response.headersSent ? response.statusCode : null;
		const line = {
			requestId,
			method: request.method,
			path: loggedPath(request.url),
			status,
			durationMs: Math.round((performance.now() - began) * 10) / 10,
			bytes: socket.bytesWritten - sentBefore,
			...(response.writableFinished ? {} : { cut: true }),
		};
		if (status !== null && status >= 500) log.warn(line, "request");
		else if (QUIET.test(request.url ?? "")) log.debug(line, "request");
		else log.info(line, "request");
	});
}
