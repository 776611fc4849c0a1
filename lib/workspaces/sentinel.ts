import {
	type AccessToken,
	DefaultAzureCredential,
	type GetTokenOptions,
	type TokenCredential,
} from "@azure/identity";
import { AppError } from "@/lib/errors";
import type { QueryAnswer, QueryRequest, TableState, WorkspaceClient } from "./client";
import { missingCredential, queryLogs } from "./logs-client";

/** Longest wait for a token: the credential chain probes endpoints that may never answer. */
const TOKEN_TIMEOUT_MS = 20_000;
/** How far back a table's newest row is looked for. */
const TABLE_STATE_DAYS = 30;

/** A credential that fails with a sentence the person can act on, and never hangs. */
class BoundedCredential implements TokenCredential {
	readonly #inner: TokenCredential;
	constructor(inner: TokenCredential) {
		this.#inner = inner;
	}

	async getToken(scopes: string | string[], options?: GetTokenOptions): Promise<AccessToken> {
		const timeout = AbortSignal.timeout(TOKEN_TIMEOUT_MS);
		const late = new Promise<never>((_, reject) => {
			timeout.addEventListener("abort", () => reject(missingCredential(timeout.reason)), { once: true });
		});
		const token = await Promise.race([this.#inner.getToken(scopes, options), late]);
		if (!token) throw missingCredential();
		return token;
	}
}

/** Hunts run in the Log Analytics workspace behind Microsoft Sentinel; the KQL goes there untouched. */
export class SentinelWorkspace implements WorkspaceClient {
	readonly kind = "sentinel";
	readonly id: string;
	readonly name: string;
	readonly #credential: TokenCredential;

	constructor(id: string, name: string, credential: TokenCredential = new DefaultAzureCredential()) {
		this.id = id;
		this.name = name;
		this.#credential = new BoundedCredential(credential);
	}

	async sample(): Promise<boolean> {
		return false;
	}

	query(request: QueryRequest): Promise<QueryAnswer> {
		return queryLogs(this.#credential, {}, this.id, request);
	}

	async tables(names: readonly string[] | null): Promise<readonly TableState[]> {
		const to = new Date();
		const window = { from: new Date(to.getTime() - TABLE_STATE_DAYS * 86_400_000), to };
		const states: TableState[] = [];
		for (const name of names ?? []) {
			const kql = `${name} | summarize Rows = count(), Oldest = min(TimeGenerated), Newest = max(TimeGenerated)`;
			const answer = await this.query({ kql, window, timeoutMs: 30_000 });
			if (answer.outcome === "failed") {
				// A table that does not exist is a semantic error of the query, not an outage.
				if (answer.error.code === "query_refused") continue;
				throw answer.error;
			}
			if (answer.outcome === "no_data") throw new AppError("query_failed", `${name} gave no answer.`);
			const row = answer.rows[0];
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
