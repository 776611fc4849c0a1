import { withSignIn } from "@/components/client/signed-out";
import type { ErrorCode, Place } from "@/lib/core/errors";

/** What the server said of a failure (problem+json), or that it could not be reached at all. */
export class ApiProblem extends Error {
	readonly status: number;
	readonly code: ErrorCode | "unreachable";
	readonly title: string;
	readonly remedy: string | null;
	readonly places: readonly (Place & { readonly message: string })[];
	readonly requestId: string | null;
	/** The whole document, for what a code brings of its own. */
	readonly document: Readonly<Record<string, unknown>>;

	constructor(status: number, document: Readonly<Record<string, unknown>>) {
		super(text(document.detail) ?? text(document.title) ?? `The server answered with ${status}.`);
		this.name = "ApiProblem";
		this.status = status;
		this.code = (text(document.code) as ErrorCode | null) ?? "internal";
		this.title = text(document.title) ?? "Something went wrong";
		this.remedy = text(document.remedy);
		this.places = Array.isArray(document.places) ? document.places : [];
		this.requestId = text(document.requestId);
		this.document = document;
	}
}

class Unreachable extends ApiProblem {
	override readonly code = "unreachable";
	constructor() {
		super(0, {
			title: "No connection",
			detail: "The server cannot be reached.",
			remedy: "Check the connection, then try again. Nothing that was saved is lost.",
		});
	}
}

export interface RequestOptions {
	readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
	/** Sent as JSON. */
	readonly json?: unknown;
	/** Sent as it is, instead of JSON. */
	readonly body?: BodyInit;
	readonly signal?: AbortSignal | undefined;
}

/**
 * Calls one of our routes and gives its JSON; undefined for an answer without a body. Where the session has ended,
 * it waits for a new one.
 * @throws ApiProblem for every answer that is not 2xx and when there is none.
 */
export function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
	const write = options.method !== undefined && options.method !== "GET";
	return withSignIn(() => send<T>(path, options), { write, signal: options.signal });
}

async function send<T>(path: string, options: RequestOptions): Promise<T> {
	let response: Response;
	try {
		response = await fetch(path, {
			method: options.method ?? "GET",
			headers: {
				accept: "application/json",
				...(options.json === undefined ? {} : { "content-type": "application/json" }),
			},
			body: options.json === undefined ? (options.body ?? null) : JSON.stringify(options.json),
			...(options.signal ? { signal: options.signal } : {}),
		});
	} catch (error) {
		if (error instanceof DOMException && error.name === "AbortError") throw error;
		throw new Unreachable();
	}
	const document = await readJson(response);
	if (!response.ok) throw new ApiProblem(response.status, isRecord(document) ? document : {});
	return document as T;
}

/** Whether something stood otherwise than the person saw. */
export function isConflict(error: unknown): error is ApiProblem {
	return error instanceof ApiProblem && error.code === "conflict";
}

/** Any thrown thing as a problem that can be shown. */
export function asProblem(error: unknown): ApiProblem {
	if (error instanceof ApiProblem) return error;
	return new ApiProblem(0, {
		title: "Something went wrong on this page",
		detail: error instanceof Error ? error.message : String(error),
		remedy: "Reload the page. What was saved is kept.",
	});
}

async function readJson(response: Response): Promise<unknown> {
	const body = await response.text();
	if (body === "") return undefined;
	try {
		return JSON.parse(body);
	} catch {
		// A proxy's own error page, most likely: the status is what we know.
		return {};
	}
}

function text(value: unknown): string | null {
	return typeof value === "string" && value !== "" ? value : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
