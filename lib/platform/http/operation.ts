import { z } from "zod";
import type { ErrorCode } from "@/lib/core/errors";
import type { Permission } from "@/lib/platform/context/permissions";

/** Of a route to one resource with a UUID. */
export const uuidParams = z.object({ id: z.uuid() });

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

/**
 * What a route does, said beside its handler. `route()` reads the request by it and the API's document is made of
 * it (openapi.ts), so neither can say something else than the other.
 */
export interface Operation<
	Params extends z.ZodType = z.ZodType,
	Query extends z.ZodType = z.ZodType,
	Body extends z.ZodType = z.ZodType,
> {
	/** A short sentence without its full stop: `Lists findings`. */
	readonly summary: string;
	/** What the schemas do not say. */
	readonly description?: string;
	/** Asked before anything is read; null where everybody may. The verb asks again: it has other callers. */
	readonly permission: Permission | null;
	readonly params?: Params;
	readonly query?: Query;
	/** Of a JSON body. */
	readonly body?: Body;
	/** Of a body that the handler reads as a stream. */
	readonly upload?: MediaAnswer;
	/** The good answers by status; null has no body. */
	readonly answers: Readonly<Record<number, z.ZodType | MediaAnswer | null>>;
	/** Codes beyond those that follow from the rest, such as `invalid_input` where there is something to read. */
	readonly errors?: readonly ErrorCode[];
	/** Whether the good answer carries the resource's version as `ETag`. */
	readonly etag?: true;
	/** Whether the write depends on the version that an `If-Match` header names. */
	readonly ifMatch?: "required" | "optional";
	/** False for a write that takes no `Idempotency-Key`. */
	readonly idempotent?: false;
	/** Answered without asking who calls, which takes the database. */
	readonly anonymous?: true;
	/** False for what a machine asks so often that it is not counted. */
	readonly limited?: false;
}

/** A route handler as Next calls it, with what it does. */
export interface Route {
	(request: Request, context: { readonly params: Promise<Record<string, string>> }): Promise<Response>;
	readonly operation: Operation;
}

/** Whether the answer is by a schema. */
export function isSchema(answer: z.ZodType | MediaAnswer): answer is z.ZodType {
	return "safeParse" in answer;
}

export function isWrite(method: string): boolean {
	return method !== "GET" && method !== "HEAD" && method !== "OPTIONS";
}
