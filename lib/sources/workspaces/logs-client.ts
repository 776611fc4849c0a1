import { setTimeout as delay } from "node:timers/promises";
import type { PipelinePolicy, PipelineRequest } from "@azure/core-rest-pipeline";
import type { TokenCredential } from "@azure/identity";
import { LogsQueryClient, type LogsQueryClientOptions } from "@azure/monitor-query";
import { AppError } from "@/lib/core/errors";
import { errorFromBody, readAnswer } from "./answer";
import { AnswerBytes } from "./answer-bytes";
import type { QueryAnswer, QueryRequest } from "./client";
import { isCertificateProblem } from "./credential";
import { type Failure, RETRY_POLICY, type RetryPolicy, readRetryAfter, retryWait } from "./retry";
import type { QuerySlots } from "./slots";

const DEFAULT_TIMEOUT_MS = 5 * 60_000;
/** By so much later than the service gives up do we, so that its own account of a time-out arrives first. */
const GRACE_MS = 15_000;

export interface LogsConnectionOptions {
	readonly credential: TokenCredential;
	readonly client: LogsQueryClientOptions;
	/** Of a query that names none; default: five minutes. */
	readonly timeoutMs?: number;
	/** Default: {@link RETRY_POLICY}. */
	readonly retry?: RetryPolicy;
	/** Whom every attempt waits for; without it they go out at once. */
	readonly slots?: QuerySlots | undefined;
}

interface RawAnswer {
	readonly status: number;
	/** What it says, of an answer that is none. */
	readonly refusal: string | null | undefined;
	readonly body: AnswerBytes;
	readonly retryAfter: string | undefined;
}

/**
 * Runs queries through the Azure SDK, for Sentinel and, with its `httpClient` replaced, for the local workspace:
 * request, authentication and abort are the SDK's; retries and the reading of the answer are ours.
 */
export class LogsConnection {
	readonly #client: LogsQueryClient;
	readonly #timeoutMs: number;
	readonly #retry: RetryPolicy;
	readonly #slots: QuerySlots | undefined;
	readonly #raw = new WeakMap<PipelineRequest, RawAnswer>();

	constructor(options: LogsConnectionOptions) {
		const { credential, client, timeoutMs = DEFAULT_TIMEOUT_MS, retry = RETRY_POLICY, slots } = options;
		this.#timeoutMs = timeoutMs;
		this.#client = new LogsQueryClient(credential, {
			...client,
			// The SDK's own would repeat a 504 three times, and a 429 only where it names a time.
			retryOptions: { maxRetries: 0 },
			additionalPolicies: [{ policy: this.#keepRaw(), position: "perRetry" }],
		});
		this.#retry = retry;
		this.#slots = slots;
	}

	/** Never throws for what the service says or does. */
	async query(workspaceId: string, request: QueryRequest): Promise<QueryAnswer> {
		let waited = 0;
		for (let attempts = 1; ; attempts++) {
			let slot: Awaited<ReturnType<QuerySlots["acquire"]>> | undefined;
			let result: QueryAnswer | Failed;
			try {
				slot = await this.#slots?.acquire(request);
				request.onWaiting?.(null);
				result = await this.#attempt(workspaceId, request);
			} catch (error) {
				return { outcome: "failed", error: unexpected(error, request) };
			} finally {
				await slot?.release();
			}
			if ("outcome" in result) return result;
			const { failure, error } = result;
			const policy =
				request.patienceMs === undefined ? this.#retry : { ...this.#retry, budget: request.patienceMs };
			const wait = failure === null ? null : retryWait(policy, failure, attempts, waited, Math.random());
			if (wait === null)
				return { outcome: "failed", error: attempts > 1 ? persistent(error, attempts) : error };
			// What one is told holds for all who ask as the same identity.
			if (failure?.status === 429) await this.#slots?.pause(wait).catch(() => undefined);
			request.onWaiting?.({ for: "service", until: new Date(Date.now() + wait) });
			try {
				await delay(wait, undefined, { signal: request.signal });
			} catch (aborted) {
				return { outcome: "failed", error: cancelled(aborted) };
			}
			waited += wait;
		}
	}

	async #attempt(workspaceId: string, request: QueryRequest): Promise<QueryAnswer | Failed> {
		const timeoutMs = request.timeoutMs ?? this.#timeoutMs;
		const timeout = AbortSignal.timeout(timeoutMs + Math.min(GRACE_MS, timeoutMs));
		const signal = request.signal ? AbortSignal.any([request.signal, timeout]) : timeout;
		let raw: RawAnswer | undefined;
		try {
			await this.#client.queryWorkspace(workspaceId, request.kql, interval(request), {
				includeQueryStatistics: true,
				serverTimeoutInSeconds: Math.max(1, Math.min(600, Math.round(timeoutMs / 1000))),
				abortSignal: signal,
				onResponse: (response) => {
					raw = this.#raw.get(response.request);
				},
			});
		} catch (error) {
			return explain(error, raw, request, timeout);
		}
		if (!raw) throw new AppError("internal", "The workspace's answer was lost on its way.");
		return readAnswer(raw.status, raw.body);
	}

	/**
	 * Keeps an answer as it came, and gives the SDK an empty one in its place: its own reading loses what ours
	 * needs, stumbles over an answer without a body (204, empty 200), and would cost half a million rows twice.
	 */
	#keepRaw(): PipelinePolicy {
		return {
			name: "afterclickRawAnswer",
			sendRequest: async (request, next) => {
				request.streamResponseStatusCodes = new Set([200]);
				const response = await next(request);
				request.streamResponseStatusCodes = new Set();
				const { readableStreamBody: stream, ...rest } = response;
				const { status, bodyAsText: text } = rest;
				const body = new AnswerBytes();
				if (stream) await readStream(stream, body);
				else if (text && status < 300) body.push(Buffer.from(text));
				this.#raw.set(request, {
					status,
					refusal: text,
					body,
					retryAfter: response.headers.get("retry-after"),
				});
				if (status < 200 || status >= 300) return response;
				return { ...rest, status: 200, bodyAsText: '{"tables":[]}' };
			},
		};
	}
}

/** An answer that began and did not end. */
class BrokenAnswer extends Error {}

async function readStream(stream: NodeJS.ReadableStream, body: AnswerBytes): Promise<void> {
	try {
		for await (const bytes of stream) body.push(bytes as Buffer);
	} catch (cause) {
		throw new BrokenAnswer("The answer was cut off.", { cause });
	}
}

/** `failure` is null where there is no sense in asking again. */
interface Failed {
	readonly failure: Failure | null;
	readonly error: AppError;
}

function interval({ window }: QueryRequest) {
	// Without a window the API still wants a timespan; ten years is all it can hold.
	return window ? { startTime: window.from, endTime: window.to } : { duration: "P3650D" };
}

function explain(
	error: unknown,
	raw: RawAnswer | undefined,
	request: QueryRequest,
	timeout: AbortSignal,
): Failed {
	const final = (reason: AppError): Failed => ({ failure: null, error: reason });
	if (request.signal?.aborted) return final(cancelled(error));
	if (timeout.aborted) {
		return final(
			new AppError("query_limit", "The workspace did not answer in time.", {
				remedy: "Choose a shorter window.",
				details: { shorterWindowHelps: true },
				cause: error,
			}),
		);
	}
	if (error instanceof AppError) return final(error);
	if (raw && raw.status >= 300) {
		const retryAfterMs = readRetryAfter(raw.retryAfter, new Date());
		return {
			failure: { status: raw.status, retryAfterMs },
			error: errorFromBody(raw.status, raw.refusal),
		};
	}
	return {
		failure: { status: null, retryAfterMs: null },
		error: new AppError("unavailable", unreachable(error), {
			remedy: isCertificateProblem(error)
				? "Set SENTINEL_CA_FILE to the certificate of the proxy that inspects TLS."
				: "Check the network and any proxy between this machine and the Log Analytics API.",
			cause: error,
		}),
	};
}

function unreachable(error: unknown): string {
	if (isCertificateProblem(error)) return "The workspace's certificate is not trusted on this machine.";
	if (error instanceof BrokenAnswer) {
		return "The connection to the workspace was lost in the middle of its answer.";
	}
	return "The workspace could not be reached.";
}

function unexpected(error: unknown, request: QueryRequest): AppError {
	if (request.signal?.aborted) return cancelled(error);
	if (error instanceof AppError) return error;
	return new AppError("internal", "The query could not be sent.", { cause: error });
}

function cancelled(cause: unknown): AppError {
	return new AppError("cancelled", "The query was cancelled.", { cause });
}

/** The error of the last attempt, with how many there were. */
function persistent(error: AppError, attempts: number): AppError {
	return new AppError(error.code, `${error.message} It was tried ${attempts} times.`, {
		places: error.places,
		details: { ...error.details, attempts },
		cause: error.cause,
		...(error.remedy === undefined ? {} : { remedy: error.remedy }),
	});
}
