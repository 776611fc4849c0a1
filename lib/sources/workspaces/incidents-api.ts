import { setTimeout as delay } from "node:timers/promises";
import {
	bearerTokenAuthenticationPolicy,
	createDefaultHttpClient,
	createEmptyPipeline,
	createHttpHeaders,
	createPipelineRequest,
	decompressResponsePolicy,
	type HttpClient,
	type HttpMethods,
	type Pipeline,
	type PipelineResponse,
	proxyPolicy,
	tlsPolicy,
} from "@azure/core-rest-pipeline";
import { AppError } from "@/lib/core/errors";
import type { IncidentsConfig, SentinelConfig } from "@/lib/platform/config/sentinel-config";
import { credentialFor, isCertificateProblem, tlsOptions } from "./credential";
import { RETRY_POLICY, type RetryPolicy, readRetryAfter, retryWait } from "./retry";

/** Source: "Microsoft Sentinel REST API", the newest version that is not a preview. */
const API_VERSION = "2025-09-01";
const TIMEOUT_MS = 30_000;

/** Something of Sentinel's under Azure Resource Manager. */
export interface Resource {
	/** Its whole path from `/subscriptions` on. */
	readonly id: string;
	/** Its GUID. */
	readonly name: string;
	readonly etag: string | null;
	readonly properties: Readonly<Record<string, unknown>>;
}

/**
 * What a workspace's incidents are read and written through. Paths are below the workspace, as in
 * `incidents/GUID/comments/GUID`.
 */
export interface IncidentsApi {
	/** @returns null where there is none. @throws AppError */
	get(path: string): Promise<Resource | null>;
	/** All pages of a collection. @throws AppError */
	list(path: string): Promise<Resource[]>;
	/**
	 * Creates or replaces.
	 * @param etag of what it replaces; null creates
	 * @throws AppError `conflict` when it is not as the etag says
	 */
	put(path: string, properties: Readonly<Record<string, unknown>>, etag: string | null): Promise<Resource>;
	/** Also where there is none. @throws AppError */
	delete(path: string): Promise<void>;
	/** The `id` that a resource at this path has. */
	idOf(path: string): string;
}

export interface IncidentsOptions {
	readonly retry?: RetryPolicy;
	readonly signal?: AbortSignal | undefined;
}

/** Not wrong, only not now: 500 too, since a write by GUID and etag may be repeated. */
const PASSING: ReadonlySet<number> = new Set([408, 500, 502, 503, 504]);

/** The incidents of a workspace, over Azure Resource Manager, with the credential its hunts use. */
export class SentinelIncidents implements IncidentsApi {
	readonly #config: IncidentsConfig;
	readonly #pipeline: Pipeline;
	readonly #client: HttpClient = createDefaultHttpClient();
	readonly #retry: RetryPolicy;
	readonly #signal: AbortSignal | undefined;

	/** @throws AppError `not_configured` when a file the configuration names cannot be read */
	constructor(sentinel: SentinelConfig, incidents: IncidentsConfig, options: IncidentsOptions = {}) {
		this.#config = incidents;
		this.#retry = options.retry ?? RETRY_POLICY;
		this.#signal = options.signal;
		const tls = tlsOptions(sentinel.caFile);
		this.#pipeline = createEmptyPipeline();
		this.#pipeline.addPolicy(proxyPolicy());
		this.#pipeline.addPolicy(decompressResponsePolicy());
		if (tls) this.#pipeline.addPolicy(tlsPolicy({ ca: tls.ca.join("\n") }));
		this.#pipeline.addPolicy(
			bearerTokenAuthenticationPolicy({
				credential: credentialFor(sentinel, tls),
				scopes: `${incidents.audience}/.default`,
			}),
		);
	}

	idOf(path: string): string {
		const { subscriptionId, resourceGroup, workspaceName } = this.#config;
		return [
			`/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers`,
			`/Microsoft.OperationalInsights/workspaces/${workspaceName}/providers/Microsoft.SecurityInsights/${path}`,
		].join("");
	}

	async get(path: string): Promise<Resource | null> {
		const answer = await this.#ask("GET", this.#url(path));
		return answer.status === 404 ? null : readResource(body(answer));
	}

	async list(path: string): Promise<Resource[]> {
		const found: Resource[] = [];
		let next: string | undefined = this.#url(path);
		while (next !== undefined) {
			const answer = await this.#ask("GET", next);
			if (answer.status === 404) return found;
			const page = body(answer) as { value?: unknown[]; nextLink?: string };
			found.push(...(page.value ?? []).map(readResource));
			next = page.nextLink === undefined || page.nextLink === "" ? undefined : this.#within(page.nextLink);
		}
		return found;
	}

	async put(
		path: string,
		properties: Readonly<Record<string, unknown>>,
		etag: string | null,
	): Promise<Resource> {
		const payload = JSON.stringify({ ...(etag === null ? {} : { etag }), properties });
		return readResource(body(await this.#ask("PUT", this.#url(path), payload)));
	}

	async delete(path: string): Promise<void> {
		await this.#ask("DELETE", this.#url(path));
	}

	#url(path: string): string {
		return `${this.#config.endpoint}${encodeURI(this.idOf(path))}?api-version=${API_VERSION}`;
	}

	/** The token goes nowhere but to the configured address. */
	#within(link: string): string {
		if (URL.canParse(link) && new URL(link).origin === this.#config.endpoint) return link;
		throw new AppError("query_failed", "Sentinel's answer points to another address for the rest of it.");
	}

	async #ask(method: HttpMethods, url: string, payload?: string): Promise<PipelineResponse> {
		let waited = 0;
		for (let attempts = 1; ; attempts++) {
			const result = await this.#attempt(method, url, payload);
			if ("answer" in result) return result.answer;
			const { status, retryAfterMs, error } = result;
			// 503 stands for every status that passes: retryWait knows those of the query API.
			const failure = { status: status !== null && PASSING.has(status) ? 503 : status, retryAfterMs };
			const wait = retryWait(this.#retry, failure, attempts, waited, Math.random());
			if (wait === null) throw error;
			await delay(wait, undefined, { signal: this.#signal }).catch((cause: unknown) => {
				throw new AppError("cancelled", "The push was interrupted.", { cause });
			});
			waited += wait;
		}
	}

	async #attempt(
		method: HttpMethods,
		url: string,
		payload: string | undefined,
	): Promise<
		{ answer: PipelineResponse } | { status: number | null; retryAfterMs: number | null; error: AppError }
	> {
		const request = createPipelineRequest({
			method,
			url,
			timeout: TIMEOUT_MS,
			headers: createHttpHeaders({
				accept: "application/json",
				...(payload === undefined ? {} : { "content-type": "application/json" }),
			}),
			...(payload === undefined ? {} : { body: payload }),
			...(this.#signal ? { abortSignal: this.#signal } : {}),
		});
		try {
			const answer = await this.#pipeline.sendRequest(this.#client, request);
			if (answer.status < 300 || (answer.status === 404 && method !== "PUT")) return { answer };
			const retryAfterMs = readRetryAfter(answer.headers.get("retry-after"), new Date());
			return { status: answer.status, retryAfterMs, error: refusal(answer, request.url) };
		} catch (error) {
			if (this.#signal?.aborted)
				throw new AppError("cancelled", "The push was interrupted.", { cause: error });
			if (error instanceof AppError) throw error;
			return { status: null, retryAfterMs: null, error: unreachable(error) };
		}
	}
}

function readResource(value: unknown): Resource {
	const { id, name, etag, properties } = (value ?? {}) as Partial<Resource>;
	if (typeof id !== "string" || typeof name !== "string") {
		throw new AppError("query_failed", "Sentinel's answer is not what its API describes.");
	}
	return { id, name, etag: etag ?? null, properties: properties ?? {} };
}

function body({ bodyAsText }: PipelineResponse): unknown {
	try {
		return JSON.parse(bodyAsText ?? "");
	} catch (cause) {
		throw new AppError("query_failed", "Sentinel's answer is not JSON.", { cause });
	}
}

/** What a refusal means, and what to do. */
function refusal({ status, bodyAsText }: PipelineResponse, url: string): AppError {
	const said = saidIn(bodyAsText);
	const bookmark = /\/(bookmarks|relations)\//.test(url);
	switch (status) {
		case 401:
			return new AppError("not_configured", `Azure Resource Manager refused the token. ${said}`, {
				remedy: "Check SENTINEL_CLOUD and the credential's variables.",
			});
		case 403:
			return new AppError(
				"forbidden",
				`The identity can't write ${bookmark ? "bookmarks" : "incidents"} there.`,
				{
					remedy:
						"Give it the role Microsoft Sentinel Contributor on the workspace; Responder is enough for all but bookmarks.",
				},
			);
		case 404:
			return new AppError("not_configured", "Azure has no such workspace with Sentinel.", {
				remedy: "Check SENTINEL_SUBSCRIPTION_ID, SENTINEL_RESOURCE_GROUP and SENTINEL_RESOURCE_NAME.",
			});
		case 409:
		case 412:
			return new AppError("conflict", "Someone has changed it in Sentinel in the meantime.");
		case 429:
			return new AppError("unavailable", "Azure Resource Manager asks for fewer requests.");
		default:
			return status >= 500 || status === 408
				? new AppError("unavailable", `Sentinel failed to answer (status ${status}). ${said}`)
				: new AppError("query_refused", `Sentinel refused it (status ${status}). ${said}`);
	}
}

function saidIn(text: string | null | undefined): string {
	try {
		const { error } = JSON.parse(text ?? "") as { error?: { message?: string } };
		return (error?.message ?? "").slice(0, 300);
	} catch {
		return "";
	}
}

function unreachable(cause: unknown): AppError {
	return isCertificateProblem(cause)
		? new AppError("unavailable", "Azure Resource Manager's certificate is not trusted on this machine.", {
				remedy: "Set SENTINEL_CA_FILE to the certificate of the proxy that inspects TLS.",
				cause,
			})
		: new AppError("unavailable", "Azure Resource Manager could not be reached.", {
				remedy: "Check the network and any proxy between this machine and Azure.",
				cause,
			});
}
