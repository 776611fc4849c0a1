import { type Context, createContext } from "@/lib/context";
import { database } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { requestActor } from "@/lib/identity/request-actor";
import { logger } from "@/lib/logger";
import { toProblem } from "./problem";
import { credentialsOf, sessionCookie } from "./session-cookie";

/** Longest JSON body, in bytes: 10,000 ids with their versions. */
const BODY_LIMIT = 2_000_000;
/** How much of a body that is too long is read before its sender is cut off. */
const READ_LIMIT = 16_000_000;

export interface RouteCall<Params> {
	readonly ctx: Context;
	readonly request: Request;
	readonly url: URL;
	readonly params: Params;
}

type Handler<Params> = (call: RouteCall<Params>) => Promise<Response>;

/**
 * Wraps a route handler: finds the actor, refuses writes from other sites, names the request, and turns every
 * error into problem+json.
 */
export function route<Params extends Record<string, string> = Record<string, never>>(
	handler: Handler<Params>,
) {
	return async (request: Request, { params }: { params: Promise<Params> }): Promise<Response> => {
		// The server names every request and takes no name from outside; without it, as in a test, it has none yet.
		const requestId = request.headers.get("x-request-id") ?? crypto.randomUUID();
		try {
			refuseForeignWrite(request);
			const { actor, sessionId, next } = await requestActor(database(), credentialsOf(request), new Date());
			const ctx = createContext(actor, requestId, sessionId);
			const response = await handler({ ctx, request, url: new URL(request.url), params: await params });
			response.headers.set("x-request-id", requestId);
			if (next !== null) response.headers.append("set-cookie", sessionCookie(next));
			return response;
		} catch (error) {
			const problem = toProblem(error, requestId);
			if (problem.status >= 500) logger().error({ requestId, err: error }, "request failed");
			return Response.json(problem, {
				status: problem.status,
				headers: { "content-type": "application/problem+json", "x-request-id": requestId },
			});
		}
	};
}

/** A page of another origin may send a form or a fetch here with the person's cookie; browsers say so. */
function refuseForeignWrite(request: Request): void {
	if (request.method === "GET" || request.method === "HEAD") return;
	const site = request.headers.get("sec-fetch-site");
	if (site === null || site === "same-origin" || site === "none") return;
	throw new AppError("forbidden", "This request comes from another site.");
}

/** @throws AppError `invalid_input` when the body is not JSON, `too_large` beyond two megabytes */
export async function readJson(request: Request): Promise<unknown> {
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
		size += chunk.byteLength;
		if (size > READ_LIMIT) break;
		// Read on, unkept: who is cut off while still sending never sees the answer.
		if (size > BODY_LIMIT) chunks.length = 0;
		else chunks.push(chunk);
	}
	if (size > BODY_LIMIT) throw new AppError("too_large", "The request is larger than two megabytes.");
	try {
		return JSON.parse(Buffer.concat(chunks).toString("utf8"));
	} catch (cause) {
		throw new AppError("invalid_input", "The request's body is not JSON.", {
			places: [{ field: "body", message: (cause as Error).message }],
			cause,
		});
	}
}
