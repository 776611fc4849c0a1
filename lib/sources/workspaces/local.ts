import { AsyncLocalStorage } from "node:async_hooks";
import { createHttpHeaders, type HttpClient } from "@azure/core-rest-pipeline";
import type { TokenCredential } from "@azure/identity";
import { config } from "@/lib/platform/config/config";
import { LOCAL_WORKSPACE } from "@/lib/platform/config/configured-workspaces";
import type { LocalEngine } from "@/lib/sources/engine/engine";
import { readInterval } from "@/lib/sources/files/interval";
import { readManifest } from "@/lib/sources/files/store";
import type { QueryAnswer, QueryRequest, TableState, WorkspaceClient } from "./client";
import { LogsConnection } from "./logs-client";
import { RETRY_POLICY } from "./retry";

/** Tables in files on this machine, queried in KQL: the product without an Azure account. */
export class LocalWorkspace implements WorkspaceClient {
	readonly kind = "local";
	readonly id = LOCAL_WORKSPACE.id;
	readonly name = LOCAL_WORKSPACE.name;
	readonly #engine: LocalEngine;
	readonly #connection: LogsConnection;

	constructor(engine: LocalEngine) {
		this.#engine = engine;
		this.#connection = new LogsConnection({
			credential: NO_CREDENTIAL,
			client: { httpClient: engineClient(engine) },
			// The engine answers at once or not at all: asking again would only repeat a refusal.
			retry: { ...RETRY_POLICY, most: 1 },
		});
	}

	sample(): Promise<boolean> {
		return isSample(this.id);
	}

	query(request: QueryRequest): Promise<QueryAnswer> {
		return owners.run(request.owner, () => this.#connection.query(this.id, request));
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

/** For whom the query under way is: the SDK between here and {@link engineClient} has no place for it. */
const owners = new AsyncLocalStorage<string | undefined>();

const NO_CREDENTIAL: TokenCredential = {
	getToken: async () => ({ token: "local", expiresOnTimestamp: Date.now() + 3_600_000 }),
};

/** The socket of the SDK, replaced by the engine in its child process. */
function engineClient(engine: LocalEngine): HttpClient {
	return {
		async sendRequest(request) {
			const { query, timespan } = JSON.parse(String(request.body)) as { query: string; timespan?: string };
			const owner = owners.getStore();
			const answer = await engine.query({
				kql: query,
				...(owner === undefined ? {} : { owner }),
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

/** True when findings of this workspace come from generated sample data. */
async function isSample(workspaceId: string): Promise<boolean> {
	if (workspaceId !== LOCAL_WORKSPACE.id) return false;
	return (await readManifest(config().workspaceDirectory))?.sample ?? false;
}
