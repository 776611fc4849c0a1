import { AppError } from "@/lib/core/errors";
import { config as productConfig } from "@/lib/platform/config/config";
import type { SentinelConfig } from "@/lib/platform/config/sentinel-config";
import {
	firstRow,
	type QueryAnswer,
	type QueryRequest,
	type TableState,
	type WorkspaceClient,
} from "./client";
import { credentialFor, tlsOptions } from "./credential";
import { LogsConnection } from "./logs-client";
import { RETRY_POLICY, type RetryPolicy } from "./retry";
import type { QuerySlots } from "./slots";

/** How far back a table's newest row is looked for. */
const TABLE_STATE_DAYS = 30;
/** How long a page waits for a free query slot, in milliseconds. */
const PAGE_PATIENCE_MS = 5_000;

export interface SentinelOptions {
	readonly slots?: QuerySlots | undefined;
	readonly retry?: RetryPolicy;
}

/** Hunts run in the Log Analytics workspace behind Microsoft Sentinel; the KQL goes there untouched. */
export class SentinelWorkspace implements WorkspaceClient {
	readonly kind = "sentinel";
	readonly id: string;
	readonly name: string;
	readonly #config: SentinelConfig;
	readonly #options: SentinelOptions;
	#connection: LogsConnection | undefined;

	constructor(config: SentinelConfig, options: SentinelOptions = {}) {
		this.id = config.workspaceId;
		this.name = config.name;
		this.#config = config;
		this.#options = options;
	}

	/** The same without a turn to wait for, where there is no database to take turns by. */
	withoutTurns(): SentinelWorkspace {
		return new SentinelWorkspace(this.#config, { ...this.#options, slots: undefined });
	}

	async sample(): Promise<boolean> {
		return false;
	}

	async query(request: QueryRequest): Promise<QueryAnswer> {
		try {
			this.#connection ??= connect(this.#config, this.#options);
		} catch (error) {
			if (error instanceof AppError) return { outcome: "failed", error };
			throw error;
		}
		return this.#connection.query(this.id, request);
	}

	async tables(names: readonly string[] | null, signal?: AbortSignal): Promise<readonly TableState[]> {
		const to = new Date();
		const window = { from: new Date(to.getTime() - TABLE_STATE_DAYS * 86_400_000), to };
		const states: TableState[] = [];
		for (const name of names ?? []) {
			const kql = `${name} | summarize Rows = count(), Oldest = min(TimeGenerated), Newest = max(TimeGenerated)`;
			const answer = await this.query({
				kql,
				window,
				timeoutMs: 30_000,
				patienceMs: PAGE_PATIENCE_MS,
				signal,
			});
			if (answer.outcome === "failed") {
				// A table that does not exist is a semantic error of the query, not an outage.
				if (answer.error.code === "query_refused") continue;
				throw answer.error;
			}
			if (answer.outcome === "no_data") throw new AppError("query_failed", `${name} gave no answer.`);
			const row = firstRow(answer.rows);
			states.push({
				name,
				columns: [],
				rows: Number(row?.Rows ?? 0),
				oldest: (row?.Oldest as string | null) ?? null,
				newest: (row?.Newest as string | null) ?? null,
			});
		}
		return states;
	}
}

/** @throws AppError `not_configured` when a file the configuration names cannot be read */
function connect(config: SentinelConfig, options: SentinelOptions): LogsConnection {
	const tls = tlsOptions(config.caFile);
	const { timeoutSeconds, retrySeconds } = productConfig().sentinelQuery;
	return new LogsConnection({
		timeoutMs: timeoutSeconds * 1_000,
		retry: { ...RETRY_POLICY, budget: retrySeconds * 1_000 },
		credential: credentialFor(config, tls),
		client: {
			endpoint: config.endpoint,
			audience: config.audience,
			...(tls ? { tlsOptions: tls } : {}),
		},
		...options,
	});
}
