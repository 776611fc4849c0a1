import { z } from "zod";
import type { ErrorCode } from "@/lib/core/errors";

/** Of a removal: the version that was seen; left out, it is removed whatever others changed since. */
export const removalQuery = z.strictObject({ version: z.coerce.number().int().min(1).optional() });
export type RemovalQuery = z.input<typeof removalQuery>;

/** An answer that is not JSON. */
export interface MediaAnswer {
	readonly description: string;
	readonly media: readonly string[];
}

/** No schema was given, so there is nothing to read. */
export type Nothing = z.ZodType<undefined>;

/** What a route is sent, and what else there is to know of it. */
export interface Takes<
	Id extends z.ZodType = z.ZodType,
	Query extends z.ZodType = z.ZodType,
	Body extends z.ZodType = z.ZodType,
> {
	/** The `{id}` of the address. An unknown one is `not_found`. */
	readonly id?: Id;
	readonly query?: Query;
	/** Of a JSON body. */
	readonly body?: Body;
	/** Of a body that is read as a stream. */
	readonly upload?: MediaAnswer;
	/** Whether the write depends on the version that an `If-Match` header names. */
	readonly ifMatch?: "required" | "optional";
	/** What the schemas do not say. */
	readonly description?: string;
	/** Codes beyond those that follow from the rest, such as `invalid_input` where there is something to read. */
	readonly errors?: readonly ErrorCode[];
	/** For everybody: the only routes whose verbs ask for no permission. */
	readonly open?: true;
	/** Answered without asking who calls, which takes the database. */
	readonly anonymous?: true;
	/** False for what a machine asks so often that it is not counted. */
	readonly limited?: false;
	/** False for a write that takes no `Idempotency-Key`. */
	readonly idempotent?: false;
	/** The answer holds a secret: no cache keeps it, and no `Idempotency-Key` has it sent again. */
	readonly secret?: true;
	/** Nothing is to keep the answer. */
	readonly fresh?: true;
	/** An unknown id has an empty answer. */
	readonly unknownIsEmpty?: true;
}

/** The good answers of a route. */
export interface Answers {
	/** By status; null has no body. What a verb returns is sent with the first. */
	readonly answers: Readonly<Record<number, z.ZodType | MediaAnswer | null>>;
	/** Headers that are made of what the verb returned. */
	readonly headers?: (value: never) => Readonly<Record<string, string>>;
	/** Whether they include the resource's version as `ETag`. */
	readonly etag?: true;
	/** Of events: nothing that could be sent again. */
	readonly streamed?: true;
}

/**
 * What a route does. `route()` reads the request by it and the API's document is made of it (openapi.ts), so neither
 * can say something else than the other.
 */
export interface Operation extends Takes, Answers {
	/** A short sentence without its full stop: `Lists findings`. */
	readonly summary: string;
}

/** A route handler as Next calls it, with what it does. */
export interface Route {
	(request: Request, context: { readonly params: Promise<Record<string, string>> }): Promise<Response>;
	readonly operation: Operation;
}

/** Whether the answer is by a schema. */
export function isSchema(answer: z.ZodType | MediaAnswer | Answers): answer is z.ZodType {
	return "safeParse" in answer;
}

export function isWrite(method: string): boolean {
	return method !== "GET" && method !== "HEAD" && method !== "OPTIONS";
}

/** Whether a request of this method may carry an `Idempotency-Key`. */
export function takesKey(method: string, operation: Operation): boolean {
	const { idempotent, secret, upload, streamed } = operation;
	// An upload is read as it comes, so it has no hash before it is done.
	return isWrite(method) && idempotent !== false && !secret && !upload && !streamed;
}
