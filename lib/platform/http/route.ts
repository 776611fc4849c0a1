import type { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { parseInput, searchRecord } from "@/lib/core/input/parse";
import type { Actor } from "@/lib/platform/context/actor";
import { type Context, createContext } from "@/lib/platform/context/context";
import { once } from "@/lib/platform/context/idempotency";
import { authorize } from "@/lib/platform/context/permissions";
import { database } from "@/lib/platform/db/client";
import { diskIsFull } from "@/lib/platform/db/disk-space";
import { diskFull } from "@/lib/platform/db/trouble";
import { type RequestActor, requestActor } from "@/lib/platform/identity/request-actor";
import { logger } from "@/lib/platform/telemetry/logger";
import { observed } from "@/lib/platform/telemetry/requests";
import { readIfMatch } from "./etag";
import { isWrite, type Nothing, type Operation, type Route } from "./operation";
import { toProblem } from "./problem";
import { noteProven } from "./proven";
import { ADDRESS_HEADER, takeFrom } from "./rate-limit";
import { credentialsOf, sessionCookie } from "./session-cookie";

const NOBODY: RequestActor = { actor: { kind: "visitor" }, sessionId: null, next: null };

/** Longest JSON body, in bytes: 10,000 ids with their versions. */
const BODY_LIMIT = 2_000_000;
/** How much of a body that is too long is read before its sender is cut off. */
const READ_LIMIT = 16_000_000;

export interface RouteCall<Params, Query, Body> {
	readonly ctx: Context;
	readonly request: Request;
	readonly params: Params;
	readonly query: Query;
	readonly body: Body;
	/** The version that the person saw, as `If-Match` names it. */
	readonly ifMatch: string | null;
}

/**
 * Makes a route handler of an operation and what carries it out. Finds the actor, refuses writes from other sites
 * and too many requests, reads params, query and body by their schemas, does a write with an `Idempotency-Key` once,
 * names the request, and turns every error into problem+json.
 */
export function route<
	Params extends z.ZodType = Nothing,
	Query extends z.ZodType = Nothing,
	Body extends z.ZodType = Nothing,
>(
	operation: Operation<Params, Query, Body>,
	handler: (call: RouteCall<z.output<Params>, z.output<Query>, z.output<Body>>) => Promise<Response>,
): Route {
	async function carryOut(request: Request, rawParams: unknown, ctx: Context): Promise<Response> {
		if (operation.permission) authorize(ctx.actor, operation.permission);
		const url = new URL(request.url);
		const params = read(operation.params, () => rawParams);
		const query = read(operation.query, () => searchRecord(url.searchParams));
		const bytes = operation.body ? await readBytes(request) : new Uint8Array();
		const body = read(operation.body, () => parseJson(bytes));
		const ifMatch = operation.ifMatch ? readIfMatch(request.headers.get("if-match")) : null;
		if (operation.ifMatch === "required" && ifMatch === null) throw missingIfMatch();

		const work = (as: Context) => handler({ ctx: as, request, params, query, body, ifMatch });
		const key = isWrite(request.method) ? request.headers.get("idempotency-key") : null;
		if (key === null) return await work(ctx);
		if (operation.idempotent === false) throw noIdempotency();
		return await once(ctx, key, [request.method, url.pathname, url.search, ifMatch ?? "", bytes], work);
	}

	async function handle(
		request: Request,
		{ params }: { readonly params: Promise<Record<string, string>> },
	): Promise<Response> {
		// The server names every request and takes no name from outside; without it, as in a test, it has none yet.
		const requestId = request.headers.get("x-request-id") ?? crypto.randomUUID();
		const headers = new Headers({ "x-request-id": requestId });
		let response: Response;
		try {
			const write = isWrite(request.method);
			if (write) refuseForeign(request);
			if (write && (await diskIsFull())) throw diskFull();
			const address = request.headers.get(ADDRESS_HEADER) ?? "";
			const count = async (actor: Actor) => {
				if (operation.limited !== false) await takeFrom(write ? "writes" : "reads", actor, address, headers);
			};
			const { actor, sessionId, next } = operation.anonymous
				? NOBODY
				: await requestActor(database(), credentialsOf(request), new Date()).catch(
						async (refused: unknown) => {
							await count({ kind: "visitor" }); // trying out tokens is not free
							throw refused;
						},
					);
			const credentials = credentialsOf(request);
			noteProven(credentials.authorization ?? credentials.session, actor);
			if (next !== null) headers.append("set-cookie", sessionCookie(next));
			await count(actor);
			response = await carryOut(request, await params, createContext(actor, requestId, sessionId));
		} catch (error) {
			response = refusal(error, requestId);
		}
		for (const [name, value] of headers) response.headers.append(name, value);
		return response;
	}
	return Object.assign(observed(handle), { operation: operation as unknown as Operation });
}

/** Reads a part of the request by its schema; a part without one is undefined, which is what it is typed as. */
function read<Schema extends z.ZodType>(schema: Schema | undefined, part: () => unknown): z.output<Schema> {
	return schema ? parseInput(schema, part()) : (undefined as z.output<Schema>);
}

function refusal(error: unknown, requestId: string): Response {
	const problem = toProblem(error, requestId);
	if (problem.status >= 500) logger().error({ requestId, err: error }, "request failed");
	const headers = new Headers({ "content-type": "application/problem+json" });
	if (problem.retryAfterSeconds !== undefined) headers.set("retry-after", String(problem.retryAfterSeconds));
	return Response.json(problem, { status: problem.status, headers });
}

/** A page of another origin may send a form or a fetch here with the person's cookie; browsers say so. */
function refuseForeign(request: Request): void {
	const site = request.headers.get("sec-fetch-site");
	if (site === null || site === "same-origin" || site === "none") return;
	throw new AppError("forbidden", "This request comes from another site.");
}

function missingIfMatch(): AppError {
	return new AppError("invalid_input", "If-Match: Send the version you saw.", {
		places: [{ field: "If-Match", message: "Is missing: send the ETag of the resource as you read it." }],
	});
}

function noIdempotency(): AppError {
	return new AppError("invalid_input", "Idempotency-Key: This request cannot be repeated under a key.", {
		places: [{ field: "Idempotency-Key", message: "Is not accepted here." }],
	});
}

/** @throws AppError `too_large` beyond two megabytes */
async function readBytes(request: Request): Promise<Uint8Array> {
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
	return Buffer.concat(chunks);
}

/** @throws AppError `invalid_input` when it is not JSON */
function parseJson(bytes: Uint8Array): unknown {
	try {
		return JSON.parse(Buffer.from(bytes).toString("utf8"));
	} catch (cause) {
		throw new AppError("invalid_input", "The request's body is not JSON.", {
			places: [{ field: "body", message: (cause as Error).message }],
			cause,
		});
	}
}
