import type { TokenCredential } from "@azure/identity";
import { LogsQueryClient, type LogsQueryClientOptions } from "@azure/monitor-query";
import { AppError } from "@/lib/errors";
import { errorFromBody, readAnswer } from "./answer";
import type { QueryAnswer, QueryRequest } from "./client";

const DEFAULT_TIMEOUT_MS = 5 * 60_000;

interface RawAnswer {
	status: number;
	body: string | null | undefined;
}

/**
 * Runs one query through the Azure SDK, for Sentinel and, with its `httpClient` replaced, for the local
 * workspace: request, authentication, retries and abort are the SDK's, the reading of the answer is ours.
 */
export async function queryLogs(
	credential: TokenCredential,
	options: LogsQueryClientOptions,
	workspaceId: string,
	request: QueryRequest,
): Promise<QueryAnswer> {
	const client = new LogsQueryClient(credential, options);
	const timeoutMs = request.timeoutMs ?? DEFAULT_TIMEOUT_MS;
	// The service is asked to stop first, so that its own account of a time-out arrives before ours.
	const timeout = AbortSignal.timeout(timeoutMs + 15_000);
	const signal = request.signal ? AbortSignal.any([request.signal, timeout]) : timeout;
	const raw: RawAnswer = { status: 0, body: undefined };
	try {
		await client.queryWorkspace(workspaceId, request.kql, interval(request), {
			includeQueryStatistics: true,
			serverTimeoutInSeconds: Math.max(1, Math.min(600, Math.round(timeoutMs / 1000))),
			abortSignal: signal,
			onResponse: (response) => {
				raw.status = response.status;
				raw.body = response.bodyAsText;
			},
		});
	} catch (error) {
		// The SDK stumbles over an answer without a body (204, empty 200); the service did not fail.
		if (raw.status >= 200 && raw.status < 300 && !signal.aborted) return readAnswer(raw.status, raw.body);
		return { outcome: "failed", error: explain(error, raw, request, timeout) };
	}
	return readAnswer(raw.status, raw.body);
}

function interval({ window }: QueryRequest) {
	// Without a window the API still wants a timespan; ten years is all it can hold.
	return window ? { startTime: window.from, endTime: window.to } : { duration: "P3650D" };
}

function explain(error: unknown, raw: RawAnswer, request: QueryRequest, timeout: AbortSignal): AppError {
	if (request.signal?.aborted) return new AppError("cancelled", "The query was cancelled.", { cause: error });
	if (timeout.aborted) {
		return new AppError("query_limit", "The workspace did not answer in time.", {
			remedy: "Choose a shorter window.",
			cause: error,
		});
	}
	if (error instanceof AppError) return error;
	const answer = error as { statusCode?: number; response?: { bodyAsText?: string | null }; name?: string };
	if (answer.name === "CredentialUnavailableError" || answer.name === "AggregateAuthenticationError") {
		return missingCredential(error);
	}
	if (answer.name === "AuthenticationError" || answer.name === "AuthenticationRequiredError") {
		return new AppError("not_configured", "Entra ID refused the credential.", {
			remedy:
				"Check AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET, and that the secret has not expired.",
			cause: error,
		});
	}
	const status = answer.statusCode ?? raw.status;
	if (status >= 400) return errorFromBody(status, answer.response?.bodyAsText ?? raw.body);
	return new AppError("unavailable", "The workspace could not be reached.", {
		remedy: "Check the network and any proxy between this machine and the Log Analytics API.",
		cause: error,
	});
}

export function missingCredential(cause?: unknown): AppError {
	return new AppError("not_configured", "No Azure credential was found for the Sentinel workspace.", {
		remedy:
			"Set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET, or run where a managed identity or `az login` exists; the identity needs the role Log Analytics Reader on the workspace.",
		cause,
	});
}
