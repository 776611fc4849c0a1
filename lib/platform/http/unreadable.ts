import type { IncomingMessage, ServerResponse } from "node:http";
import { AppError } from "@/lib/core/errors";
import { toProblem } from "./problem";

/**
 * Refuses an address of the API that is not well percent-encoded: it comes to no route, and Next would answer it
 * with a page. @returns whether the request was answered
 */
export function refuseUnreadable({ url = "" }: IncomingMessage, response: ServerResponse): boolean {
	const path = url.split("?")[0] ?? "";
	if (!path.startsWith("/api/") || isEncoded(path)) return false;
	const requestId = crypto.randomUUID();
	const problem = toProblem(
		new AppError("invalid_input", "The request's address is not well percent-encoded."),
		requestId,
	);
	response.writeHead(problem.status, {
		"content-type": "application/problem+json",
		"x-request-id": requestId,
	});
	response.end(JSON.stringify(problem));
	return true;
}

function isEncoded(path: string): boolean {
	try {
		decodeURIComponent(path);
		return true;
	} catch {
		return false;
	}
}
