/** Every way a verb may refuse or fail. `lib/platform/http/problem.ts` maps each to a status and a title. */
export type ErrorCode =
	| "bad_request"
	| "invalid_input"
	| "not_found"
	| "forbidden"
	| "unauthenticated"
	| "conflict"
	| "precondition_failed"
	| "already_running"
	| "cancelled"
	| "not_configured"
	| "query_refused"
	| "query_failed"
	| "query_limit"
	| "unavailable"
	| "too_large"
	| "rate_limited"
	| "internal";

/** Where in the input an error sits; only the members that apply. Lines, rows and columns count from 1. */
export interface Place {
	readonly file?: string;
	readonly line?: number;
	readonly column?: number;
	readonly row?: number;
	/** Name of the field, query parameter or table column. */
	readonly field?: string;
}

export interface AppErrorOptions {
	readonly places?: readonly (Place & { readonly message: string })[];
	/** What the person can do about it, in one or two sentences. */
	readonly remedy?: string;
	/** Machine-readable extras, sent as members of the problem+json document. Never URLs or secrets. */
	readonly details?: Readonly<Record<string, unknown>>;
	readonly cause?: unknown;
}

/** One process may hold two copies of this module (Next's bundle and the jobs beside it); the mark is shared. */
const mark = Symbol.for("afterclick.AppError");

/** The one error class of the product: `message` is for the person, in a full sentence, without secrets. */
export class AppError extends Error {
	static override [Symbol.hasInstance](value: unknown): value is AppError {
		return typeof value === "object" && value !== null && mark in value;
	}

	readonly code: ErrorCode;
	readonly places: readonly (Place & { readonly message: string })[];
	readonly remedy: string | undefined;
	readonly details: Readonly<Record<string, unknown>>;
	readonly [mark] = true;

	constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
		super(message, options.cause === undefined ? undefined : { cause: options.cause });
		this.name = "AppError";
		this.code = code;
		this.places = options.places ?? [];
		this.remedy = options.remedy;
		this.details = options.details ?? {};
	}
}

/** Somebody has changed what a write was begun over. @param what as in `this task` @param now how it stands, by name */
export function changedSince(
	what: string,
	now: Readonly<Record<string, unknown>>,
	remedy = "Check its current state, then change it again.",
): AppError {
	return new AppError("conflict", `Someone has changed ${what} in the meantime.`, { remedy, details: now });
}

/** One field of an input does not fit. @param said the sentence for the person, where it is more than the field's own */
export function fieldError(field: string, message: string, said = message): AppError {
	return new AppError("invalid_input", said, { places: [{ field, message }] });
}
