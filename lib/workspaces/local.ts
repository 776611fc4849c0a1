import { createHttpHeaders, type HttpClient } from "@azure/core-rest-pipeline";
import type { TokenCredential } from "@azure/identity";
import type { LogsQueryClientOptions } from "@azure/monitor-query";
import type { QueryAnswer, QueryRequest, TableState, WorkspaceClient } from "./client";
import type { LocalEngine } from "./engine/engine";
import { queryLogs } from "./logs-client";
import { isSample, LOCAL_WORKSPACE_ID } from "./sample";

/** Tables in files on this machine, queried in KQL: the product without an Azure account. */
export class LocalWorkspace implements WorkspaceClient {
	readonly kind = "local";
	readonly id = LOCAL_WORKSPACE_ID;
	readonly name = "Local workspace";
	readonly #engine: LocalEngine;
	readonly #options: LogsQueryClientOptions;

	constructor(engine: LocalEngine) {
		this.#engine = engine;
		// The engine answers at once or not at all: the SDK's retries would only repeat a refusal.
		this.#options = { httpClient: engineClient(engine), retryOptions: { maxRetries: 0 } };
	}

	sample(): Promise<boolean> {
		return isSample(this.id);
	}

	query(request: QueryRequest): Promise<QueryAnswer> {
		return queryLogs(NO_CREDENTIAL, this.#options, this.id, request);
	}

	async tables(names: readonly string[] | null): Promise<readonly TableState[]> {
		const tables = await this.#engine.tables();
		return tables
			.filter(({ schema }) => names === null || names.includes(schema.name))
			.map(({ schema, rows, oldest, newest }) => ({
				name: schema.name,
				columns: schema.columns,
				rows,
				oldest,
				newest,
			}));
	}
}

const NO_CREDENTIAL: TokenCredential = {
	getToken: async () => ({ token: "local", expiresOnTimestamp: Date.now() + 3_600_000 }),
};

/** The socket of the SDK, replaced by the engine in its child process. */
function engineClient(engine: LocalEngine): HttpClient {
	return {
		async sendRequest(request) {
			const { query, timespan } = JSON.parse(String(request.body)) as { query: string; timespan?: string };
			const answer = await engine.query({
				kql: query,
				...(timespan ? { timespan: readInterval(timespan) } : {}),
				...(request.abortSignal ? { signal: request.abortSignal as AbortSignal } : {}),
			});
			return {
				request,
				status: answer.status,
				headers: createHttpHeaders(answer.headers),
				bodyAsText: answer.body,
			};
		},
	};
}

/** An ISO 8601 interval as the SDK writes it: `start/end`, or a duration in days that ends now. */
function readInterval(timespan: string): { from: Date; to: Date } {
	const [from = "", to = ""] = timespan.split("/");
	if (to !== "") return { from: new Date(from), to: new Date(to) };
	const days = Number(/^P(\d+)D$/.exec(from)?.[1]);
	const now = new Date();
	return { from: new Date(now.getTime() - days * 86_400_000), to: now };
}
