import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { parseInput, searchRecord } from "@/lib/core/input/parse";
import type { Actor } from "@/lib/platform/context/actor";
import { type Context, createContext } from "@/lib/platform/context/context";
import { once } from "@/lib/platform/context/idempotency";
import { signInFirst } from "@/lib/platform/context/permissions";
import { database } from "@/lib/platform/db/client";
import { diskIsFull } from "@/lib/platform/db/disk-space";
import { diskFull } from "@/lib/platform/db/trouble";
import { type RequestActor, requestActor } from "@/lib/platform/identity/request-actor";
import { logger } from "@/lib/platform/telemetry/logger";
import { observed } from "@/lib/platform/telemetry/requests";
import { etag, readIfMatch } from "./etag";
import {
	type Answers,
	isSchema,
	isWrite,
	type MediaAnswer,
	type Nothing,
	type Operation,
	type Route,
	type Takes,
	takesKey,
} from "./operation";
import { toProblem } from "./problem";
import { noteProven } from "./proven";
import { ADDRESS_HEADER, takeFrom } from "./rate-limit";
import { parseJson, readBytes, refuseForeign } from "./read-request";
import { credentialsOf, sessionCookie } from "./session-cookie";

const NOBODY: RequestActor = { actor: { kind: "visitor" }, sessionId: null, next: null };

/** The id of nearly everything. */
export const uuid = z.uuid();

/** Something new, and where it is. */
export function created<Schema extends z.ZodType>(
	schema: Schema,
	location?: (value: z.output<Schema>) => string,
): Answers {
	return at(201, schema, location);
}

/** Work that goes on after the answer, and where to follow it. */
export function accepted<Schema extends z.ZodType>(
	schema: Schema,
	location?: (value: z.output<Schema>) => string,
): Answers {
	return at(202, schema, location);
}

/** A resource with its version as `ETag`: what the next `If-Match` takes. */
export function versioned<Schema extends z.ZodType>(
	schema: Schema,
	version: (value: z.output<Schema>) => number | string,
	status = 200,
): Answers {
	const headers = (value: z.output<Schema>) => ({ etag: etag(version(value)) });
	return { answers: { [status]: schema }, headers, etag: true };
}

/** An answer that is not JSON. @param description a sentence */
export function file(description: string, ...media: readonly string[]): Answers {
	return { answers: { 200: { description, media } } };
}

/** An open stream of server-sent events. @param description a sentence that names them */
export function events(description: string): Answers {
	return { ...file(description, "text/event-stream"), streamed: true };
}

export const noContent: Answers = { answers: { 204: null } };

/** Sends a browser elsewhere. */
export const redirects: Answers = { answers: { 303: null } };

function at(status: number, schema: z.ZodType, location?: (value: never) => string): Answers {
	const headers = location && ((value: never) => ({ location: location(value) }));
	return { answers: { [status]: schema }, ...(headers ? { headers } : {}) };
}

/** The description of a write whose 409 returns what somebody else made of it. */
export function unlessChanged(what: string): { readonly description: string } {
	return {
		description: `If it changed since \`version\`, the 409 returns the current state in \`${what}\`.`,
	};
}

/** What a verb may need of the request besides its input. */
export interface Call {
	readonly request: Request;
	/** The version that the person saw, as `If-Match` names it. */
	readonly ifMatch: string | null;
}

/** After the context: the address's id, the query or body, the request; each only where the route takes it. */
type Given<Id, Query, Body> = [
	...(Id extends Nothing ? [] : [id: z.output<Id>]),
	...(Query extends Nothing ? [] : [query: z.input<Query>]),
	...(Body extends Nothing ? [] : [body: z.input<Body>]),
	call: Call,
];

type Frozen<T> = T extends object ? { readonly [Key in keyof T]: Frozen<T[Key]> } : T;

/** What a verb returns for its value to fit the schema of the answer. */
type Fitting<Good> = Good extends z.ZodType ? Frozen<z.input<Good>> | Response : unknown;

/**
 * Makes a route handler of a verb. Finds the actor, refuses writes from other sites and too many requests, does a
 * write with an `Idempotency-Key` once, names the request, and turns every error into problem+json.
 *
 * The verb asks for its permission and reads its input: query and body are handed to it as they came, so that each
 * is said and done in one place. What it returns is sent as JSON, a `Response` as it is.
 * @param summary a short sentence without its full stop: `Lists findings`
 */
export function route<
	Id extends z.ZodType = Nothing,
	Query extends z.ZodType = Nothing,
	Body extends z.ZodType = Nothing,
	Good extends z.ZodType | Answers = z.ZodType,
>(
	summary: string,
	takes: Takes<Id, Query, Body>,
	answers: Good,
	verb: (ctx: Context, ...given: Given<Id, Query, Body>) => Fitting<Good> | Promise<Fitting<Good>>,
): Route {
	const operation: Operation = {
		summary,
		...takes,
		...(isSchema(answers) ? { answers: { 200: answers } } : (answers as Answers)),
	};

	async function carryOut(request: Request, params: Record<string, string>, ctx: Context): Promise<Response> {
		if (!takes.open && ctx.actor.kind === "visitor") throw signInFirst();
		const url = new URL(request.url);
		const id = takes.id && parseInput(z.object({ id: takes.id as z.ZodType<z.output<Id>> }), params).id;
		const bytes = takes.body ? await readBytes(request) : new Uint8Array();
		const ifMatch = takes.ifMatch ? readIfMatch(request.headers.get("if-match")) : null;
		const given = [
			...(takes.id ? [id] : []),
			...(takes.query ? [searchRecord(url.searchParams)] : []),
			...(takes.body ? [parseJson(bytes)] : []),
			{ request, ifMatch },
		] as Given<Id, Query, Body>;

		const work = async (as: Context) => respond(operation, await verb(as, ...given));
		const key = isWrite(request.method) ? request.headers.get("idempotency-key") : null;
		if (key === null) return await work(ctx);
		if (!takesKey(request.method, operation)) throw noIdempotency();
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
				if (takes.limited !== false) await takeFrom(write ? "writes" : "reads", actor, address, headers);
			};
			const { actor, sessionId, next } = takes.anonymous
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
	return Object.assign(observed(handle), { operation });
}

/** What a verb returned as the first of the route's answers. */
function respond({ answers, headers, secret, fresh }: Operation, value: unknown): Response {
	if (value instanceof Response) return value;
	const [[status, answer]] = Object.entries(answers) as [[string, z.ZodType | MediaAnswer | null]];
	const init = {
		status: Number(status),
		headers: { ...headers?.(value as never), ...(secret || fresh ? { "cache-control": "no-store" } : {}) },
	};
	return answer === null ? new Response(null, init) : Response.json(value, init);
}

function refusal(error: unknown, requestId: string): Response {
	const problem = toProblem(isCut(error) ? cutOff(error) : error, requestId);
	if (problem.status >= 500) {
		// What is known to be away for a moment, such as hunt files that are being read, is no failure.
		const level = error instanceof AppError && problem.status === 503 ? "warn" : "error";
		logger()[level]({ requestId, err: error }, "request failed");
	}
	const headers = new Headers({ "content-type": "application/problem+json" });
	if (problem.retryAfterSeconds !== undefined) headers.set("retry-after", String(problem.retryAfterSeconds));
	return Response.json(problem, { status: problem.status, headers });
}

/** How Node ends a body whose client has left before its end. */
function isCut(error: unknown): boolean {
	return (
		error instanceof Error && error.message === "aborted" && "code" in error && error.code === "ECONNRESET"
	);
}

/** Read by nobody. */
function cutOff(cause: unknown): AppError {
	return new AppError("bad_request", "The request did not arrive in full.", { cause });
}

function noIdempotency(): AppError {
	return new AppError("invalid_input", "Idempotency-Key: This request cannot be repeated under a key.", {
		places: [{ field: "Idempotency-Key", message: "Is not accepted here." }],
	});
}
