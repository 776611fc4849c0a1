import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { z } from "zod";
import { LocalEngine } from "@/lib/sources/engine/engine";
import { readInterval } from "@/lib/sources/files/interval";
import { Allowance } from "./allowance";
import { type Certificate, selfSigned } from "./certificate";
import { EntraDouble } from "./entra";
import { befall, FAULT_KINDS, type Fault } from "./faults";
import {
	DOUBLE_RESOURCE_GROUP,
	DOUBLE_SUBSCRIPTION_ID,
	DOUBLE_WORKSPACE_NAME,
	IncidentsDouble,
} from "./incidents";
import { answerJson, answerText, bodyOf } from "./reply";

export interface DoubleOptions {
	/** The local workspace whose rows it answers with. */
	readonly directory: string;
	/** TCP port on loopback; default any free one. */
	readonly port?: number;
	/** Rows of one answer, above which it is cut and says so; default and most: 500,000. */
	readonly maxRows?: number;
	readonly clientSecret?: string;
	readonly clientCertificatePem?: string;
	readonly federatedToken?: string;
	/** Seconds a token lives; default an hour. */
	readonly tokenSeconds?: number;
	/** Seconds by which rows arrive after their time, as `ingestion_time()` shows; default four minutes. */
	readonly ingestionDelaySeconds?: number;
}

/** A query the double was asked, and what became of it. */
export interface SeenQuery {
	readonly at: Date;
	readonly identity: string;
	readonly query: string;
	readonly timespan: string | null;
	readonly prefer: string | null;
	/** Null until it is answered, and where the connection ended first. */
	status: number | null;
	/** Whether the answer's head was sent. */
	readonly started: boolean;
	/** The client closed the connection before it had the whole answer. */
	closedEarly: boolean;
}

export const DOUBLE_WORKSPACE_ID = "0d0b1e00-0000-4000-8000-000000000001";
export const DOUBLE_TENANT_ID = "0d0b1e00-0000-4000-8000-000000000002";
export const DOUBLE_CLIENT_ID = "0d0b1e00-0000-4000-8000-000000000003";
const MANAGEMENT_AUDIENCE = "https://management.azure.com";
const HOST = "localhost";

const faultInput = z.strictObject({
	kind: z.enum(FAULT_KINDS),
	times: z.int().min(1).optional(),
	match: z.string().optional(),
	seconds: z.number().min(0).optional(),
	rows: z.int().min(0).max(500_000).optional(),
});

/**
 * Stands in for Log Analytics, Sentinel's incidents and Entra ID on loopback, over TLS: the real client gets a real
 * token from it and sends it real queries, which the local engine answers. Keeps the service's limits, and fails when
 * asked to.
 *
 * Beside the two APIs: `POST /double/faults` with a {@link Fault}, `DELETE /double/faults`, `GET /double/queries`.
 */
export class LogAnalyticsDouble {
	readonly certificate: Certificate = selfSigned("Log Analytics double", [HOST, "127.0.0.1"]);
	readonly entra: EntraDouble;
	readonly clientSecret: string;
	readonly queries: SeenQuery[] = [];
	readonly incidents = new IncidentsDouble();
	readonly #allowance = new Allowance();
	readonly #engine: LocalEngine;
	readonly #server: Server;
	readonly #ingestionDelay: number;
	#faults: { fault: Fault; left: number }[] = [];
	#origin = "";

	private constructor(options: DoubleOptions) {
		this.#ingestionDelay = options.ingestionDelaySeconds ?? 240;
		this.clientSecret = options.clientSecret ?? randomBytes(16).toString("base64url");
		this.entra = new EntraDouble({
			tenantId: DOUBLE_TENANT_ID,
			clientId: DOUBLE_CLIENT_ID,
			clientSecret: this.clientSecret,
			clientCertificatePem: options.clientCertificatePem,
			federatedToken: options.federatedToken,
			audiences: ["https://api.loganalytics.io", MANAGEMENT_AUDIENCE],
			tokenSeconds: options.tokenSeconds ?? 3600,
		});
		this.#engine = new LocalEngine({
			directory: options.directory,
			...(options.maxRows === undefined ? {} : { maxRows: options.maxRows }),
		});
		const { certificatePem, privateKeyPem } = this.certificate;
		this.#server = createServer({ cert: certificatePem, key: privateKeyPem }, (request, response) => {
			this.#handle(request, response).catch((error: unknown) => {
				if (response.headersSent) response.destroy();
				else
					void answerJson(response, 500, { error: { code: "InternalServerError", message: String(error) } });
			});
		});
	}

	static async start(options: DoubleOptions): Promise<LogAnalyticsDouble> {
		const double = new LogAnalyticsDouble(options);
		await new Promise<void>((resolve, reject) => {
			double.#server.once("error", reject).listen(options.port ?? 0, "127.0.0.1", resolve);
		});
		double.#origin = `https://${HOST}:${(double.#server.address() as AddressInfo).port}`;
		return double;
	}

	/** Where both APIs are, as in https://localhost:4433. */
	get origin(): string {
		return this.#origin;
	}

	/** The next query that fits meets this. Faults befall in the order they were asked for. */
	fail(fault: Fault): void {
		this.#faults.push({ fault, left: fault.times ?? 1 });
	}

	/** Back to a service in good health that remembers no query. */
	reset(): void {
		this.#faults = [];
		this.queries.length = 0;
		this.incidents.reset();
		this.entra.refusing = false;
	}

	/** The most queries of the client that ever met here. */
	get peak(): number {
		return this.#allowance.peak(DOUBLE_CLIENT_ID);
	}

	async close(): Promise<void> {
		this.#server.closeAllConnections();
		await new Promise((resolve) => this.#server.close(resolve));
		await this.#engine.close();
	}

	async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const { pathname } = new URL(request.url ?? "/", this.#origin);
		if (pathname.startsWith("/double/")) return this.#control(request, response, pathname);
		const workspace = /^\/v1\/workspaces\/([^/]+)\/query$/.exec(pathname)?.[1];
		if (workspace !== undefined && request.method === "POST")
			return this.#query(request, response, workspace);
		if (pathname.startsWith("/subscriptions/")) {
			const token = this.entra.check(request.headers.authorization, MANAGEMENT_AUDIENCE);
			return this.incidents.handle(request, response, token, this.#origin);
		}
		if (await this.entra.handle(request, response, this.#origin)) return;
		await answerJson(response, 404, {
			error: { code: "PathNotFoundError", message: "The requested path does not exist" },
		});
	}

	async #query(request: IncomingMessage, response: ServerResponse, workspace: string): Promise<void> {
		const body = await bodyOf(request);
		const token = this.entra.check(request.headers.authorization);
		if ("status" in token) {
			const { status, code, message } = token;
			return answerJson(response, status, { error: { message, code } });
		}
		const { query = "", timespan } = JSON.parse(body) as { query?: string; timespan?: string };
		const seen: SeenQuery = {
			at: new Date(),
			identity: token.clientId,
			query,
			timespan: timespan ?? null,
			prefer: (request.headers.prefer as string | undefined) ?? null,
			status: null,
			get started() {
				return response.headersSent;
			},
			closedEarly: false,
		};
		this.queries.push(seen);
		const gone = new AbortController();
		const end = this.#allowance.begin(token.clientId);
		response.once("close", () => {
			end?.();
			if (response.writableFinished) seen.status = response.statusCode;
			else {
				seen.closedEarly = true;
				gone.abort();
			}
		});
		if (!end) return befall({ kind: "throttled", seconds: 5 }, response, async () => null);
		if (workspace.toLowerCase() !== DOUBLE_WORKSPACE_ID) {
			return befall({ kind: "no-workspace" }, response, async () => null);
		}
		const ask = () =>
			this.#engine.query({
				// The files it answers from keep no time of ingestion.
				kql: query.replaceAll("ingestion_time()", `(TimeGenerated + ${this.#ingestionDelay}s)`),
				...(timespan ? { timespan: readInterval(timespan) } : {}),
				signal: gone.signal,
			});
		const fault = this.#nextFault(query);
		try {
			if (fault) return await befall(fault, response, async () => (await ask()).body);
			const answer = await ask();
			await answerText(response, answer.status, answer.body, "application/json; charset=utf-8");
		} catch (error) {
			if (!gone.signal.aborted) throw error;
		}
	}

	#nextFault(query: string): Fault | undefined {
		const entry = this.#faults.find(({ fault }) => fault.match === undefined || query.includes(fault.match));
		if (!entry) return undefined;
		entry.left -= 1;
		if (entry.left <= 0) this.#faults = this.#faults.filter((other) => other !== entry);
		return entry.fault;
	}

	async #control(request: IncomingMessage, response: ServerResponse, pathname: string): Promise<void> {
		if (pathname === "/double/queries" && request.method === "GET") {
			return answerJson(response, 200, { peak: this.peak, queries: this.queries });
		}
		if (pathname === "/double/faults" && request.method === "DELETE") {
			this.reset();
			response.writeHead(204).end();
			return;
		}
		if (pathname === "/double/faults" && request.method === "POST") {
			const parsed = faultInput.safeParse(JSON.parse(await bodyOf(request)));
			if (!parsed.success) return answerJson(response, 400, { error: z.prettifyError(parsed.error) });
			this.fail(JSON.parse(JSON.stringify(parsed.data)) as Fault);
			response.writeHead(204).end();
			return;
		}
		await answerJson(response, 404, { error: "no such control" });
	}

	/** The variables that connect the product to this double; the certificate's file is the caller's. */
	environment(certificateFile: string): Record<string, string> {
		return {
			SENTINEL_WORKSPACE_ID: DOUBLE_WORKSPACE_ID,
			SENTINEL_WORKSPACE_NAME: "Log Analytics double",
			SENTINEL_ENDPOINT: this.#origin,
			SENTINEL_AUTHORITY_HOST: this.#origin,
			SENTINEL_CA_FILE: certificateFile,
			SENTINEL_CREDENTIAL: "client-secret",
			SENTINEL_INCIDENTS: "1",
			SENTINEL_SUBSCRIPTION_ID: DOUBLE_SUBSCRIPTION_ID,
			SENTINEL_RESOURCE_GROUP: DOUBLE_RESOURCE_GROUP,
			SENTINEL_RESOURCE_NAME: DOUBLE_WORKSPACE_NAME,
			SENTINEL_MANAGEMENT_ENDPOINT: this.#origin,
			AZURE_TENANT_ID: DOUBLE_TENANT_ID,
			AZURE_CLIENT_ID: DOUBLE_CLIENT_ID,
			AZURE_CLIENT_SECRET: this.clientSecret,
		};
	}
}
