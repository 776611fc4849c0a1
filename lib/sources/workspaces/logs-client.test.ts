import { createHttpHeaders, type HttpClient, RestError } from "@azure/core-rest-pipeline";
import { describe, expect, it } from "vitest";
import { inFull } from "@/test/workspaces/test-rows";
import { LogsConnection } from "./logs-client";
import { RETRY_POLICY } from "./retry";
import { SentinelWorkspace } from "./sentinel";

const token = { getToken: async () => ({ token: "t", expiresOnTimestamp: Date.now() + 3_600_000 }) };
const window = { from: new Date("2026-01-01T00:00:00Z"), to: new Date("2026-01-02T00:00:00Z") };

const connection = (httpClient: HttpClient) =>
	new LogsConnection({ credential: token, client: { httpClient }, retry: { ...RETRY_POLICY, most: 1 } });

/** The real SDK over a socket that answers as recorded. */
function answering(status: number, body: string, headers: Record<string, string> = {}) {
	const requests: { url: string; body: string; prefer: string | undefined }[] = [];
	const httpClient: HttpClient = {
		async sendRequest(request) {
			requests.push({ url: request.url, body: String(request.body), prefer: request.headers.get("prefer") });
			return {
				request,
				status,
				headers: createHttpHeaders({ "content-type": "application/json", ...headers }),
				bodyAsText: body,
			};
		},
	};
	const ask = (signal?: AbortSignal) =>
		inFull(connection(httpClient).query("workspace-id", { kql: "UrlClickEvents", window, signal }));
	return { ask, requests };
}

const table = (columns: [string, string][], rows: unknown[][]) => ({
	name: "PrimaryResult",
	columns: columns.map(([name, type]) => ({ name, type })),
	rows,
});

describe("LogsConnection", () => {
	it("asks the documented route with window, statistics and time limit", async () => {
		const { ask, requests } = answering(200, JSON.stringify({ tables: [table([["a", "string"]], [["x"]])] }));
		await ask();
		expect(requests[0]?.url).toBe("https://api.loganalytics.io/v1/workspaces/workspace-id/query");
		expect(JSON.parse(requests[0]?.body ?? "")).toMatchObject({
			query: "UrlClickEvents",
			timespan: "2026-01-01T00:00:00.000Z/2026-01-02T00:00:00.000Z",
		});
		expect(requests[0]?.prefer).toBe("wait=300,include-statistics=true");
	});

	it("keeps null datetimes null, ticks whole, and dynamics parsed", async () => {
		const body = {
			tables: [
				table(
					[
						["t", "datetime"],
						["n", "datetime"],
						["d", "dynamic"],
						["b", "bool"],
					],
					[["2026-01-01T00:00:00.1234567Z", null, '{"x":[1]}', true]],
				),
			],
			statistics: { query: { executionTime: 0.25, datasetStatistics: [{ tableRowCount: 1 }] } },
		};
		expect(await answering(200, JSON.stringify(body)).ask()).toMatchObject({
			outcome: "complete",
			rows: [{ t: "2026-01-01T00:00:00.1234567Z", n: null, d: { x: [1] }, b: true }],
			statistics: { executionSeconds: 0.25, rowsScanned: 1 },
		});
	});

	it.each([
		["204", 204, ""],
		["an empty 200", 200, ""],
		["a table without rows", 200, JSON.stringify({ tables: [table([["a", "string"]], [])] })],
	])("reads %s as no data, not as a failure", async (_, status, body) => {
		expect(await answering(status, body).ask()).toMatchObject({ outcome: "no_data" });
	});

	it("says why an answer with status 200 is partial, and keeps its rows", async () => {
		const body = {
			tables: [table([["a", "string"]], [["x"]])],
			error: {
				code: "PartialError",
				message: "There were some errors when processing your query.",
				details: [
					{ innererror: { code: "-2133196797", message: "E_QUERY_RESULT_SET_TOO_LARGE: limit exceeded" } },
				],
			},
		};
		expect(await answering(200, JSON.stringify(body)).ask()).toMatchObject({
			outcome: "partial",
			reason: expect.stringContaining("500,000 rows"),
			rows: [{ a: "x" }],
		});
	});

	it("names line and column of a refused query", async () => {
		const body = {
			error: {
				message: "The request had some invalid properties",
				code: "BadArgumentError",
				innererror: {
					code: "SyntaxError",
					message: "A recognition error occurred in the query.",
					innererror: {
						code: "SYN0002",
						message: "Query could not be parsed at 'whre'",
						line: 2,
						pos: 3,
						token: "whre",
					},
				},
			},
		};
		expect(await answering(400, JSON.stringify(body)).ask()).toMatchObject({
			outcome: "failed",
			error: { code: "query_refused", places: [{ line: 2, column: 4 }] },
		});
	});

	it.each([
		[401, "not_configured"],
		[403, "not_configured"],
		[404, "not_configured"],
		[429, "query_limit"],
		[500, "query_failed"],
		[504, "query_limit"],
	])("maps status %i to the code %s with a remedy", async (status, code) => {
		const answer = await answering(
			status,
			JSON.stringify({ error: { code: "X", message: "Said so" } }),
		).ask();
		expect(answer).toMatchObject({ outcome: "failed", error: { code } });
	});

	it.each([
		[
			{ code: "InsufficientAccessError", innererror: { code: "NspValidationFailedError" } },
			/network settings/,
		],
		[{ code: "InvalidAuthenticationTokenAudience", message: "wrong audience" }, /audience/],
	])("distinguishes the reasons for a 403: %j", async (error, message) => {
		expect(await answering(403, JSON.stringify({ error })).ask()).toMatchObject({
			error: { code: "not_configured", message: expect.stringMatching(message) },
		});
	});

	it("copes with a proxy's page instead of JSON", async () => {
		const answer = await answering(502, "<html>Bad gateway</html>", { "content-type": "text/html" }).ask();
		expect(answer).toMatchObject({ outcome: "failed", error: { code: "query_failed" } });
		const page = await answering(200, "<html>Sign in</html>", { "content-type": "text/html" }).ask();
		expect(page.outcome).toBe("failed");
	});

	it("distinguishes a lost connection from a response", async () => {
		const httpClient: HttpClient = {
			async sendRequest(request) {
				throw new RestError("socket hang up", { code: RestError.REQUEST_SEND_ERROR, request });
			},
		};
		const answer = await connection(httpClient).query("w", { kql: "T", window });
		expect(answer).toMatchObject({ outcome: "failed", error: { code: "unavailable" } });
	});

	it("says cancelled when the person cancelled", async () => {
		const abort = new AbortController();
		const httpClient: HttpClient = {
			sendRequest: (request) =>
				new Promise((_, reject) => {
					request.abortSignal?.addEventListener("abort", () => reject(new Error("aborted")));
					abort.abort();
				}),
		};
		const answer = await connection(httpClient).query("w", { kql: "T", window, signal: abort.signal });
		expect(answer).toMatchObject({ outcome: "failed", error: { code: "cancelled" } });
	});
});

describe("SentinelWorkspace", () => {
	it("says what is missing when there is no credential, and does not hang", async () => {
		const workspace = new SentinelWorkspace({
			workspaceId: "00000000-0000-0000-0000-000000000000",
			name: "Sentinel",
			credential: { kind: "default" },
			authorityHost: "https://login.microsoftonline.com",
			knownAuthority: true,
			endpoint: "https://api.loganalytics.io",
			audience: "https://api.loganalytics.io",
			caFile: undefined,
		});
		const answer = await workspace.query({ kql: "UrlClickEvents", window });
		expect(answer).toMatchObject({
			outcome: "failed",
			error: { code: "not_configured", remedy: expect.stringContaining("AZURE_CLIENT_SECRET") },
		});
	}, 25_000);
});
