import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { config, reloadConfig } from "@/lib/platform/config/config";
import type { SentinelConfig } from "@/lib/platform/config/sentinel-config";
import { selfSigned } from "@/test/loganalytics-double/certificate";
import { DOUBLE_TENANT_ID, LogAnalyticsDouble } from "@/test/loganalytics-double/double";
import { inFull } from "@/test/workspaces/test-rows";
import { clicks, TestWorkspace } from "@/test/workspaces/test-workspace";
import { RETRY_POLICY } from "./retry";
import { SentinelWorkspace } from "./sentinel";

const window = { from: new Date("2026-01-01T00:00:00Z"), to: new Date("2026-01-02T00:00:00Z") };
const federatedToken = "a.workload.token";
const client = selfSigned("afterclick", ["afterclick"], "rsa");
/** Everything as in earnest but the waiting. */
const retry = { ...RETRY_POLICY, first: 20, longest: 200 };
let files: TestWorkspace;
let double: LogAnalyticsDouble;
let directory: string;
let caFile: string;

beforeAll(async () => {
	files = await TestWorkspace.create();
	await files.add("UrlClickEvents", clicks(1_000));
	double = await LogAnalyticsDouble.start({
		directory: files.directory,
		clientCertificatePem: client.certificatePem,
		federatedToken,
	});
	directory = mkdtempSync(path.join(tmpdir(), "afterclick-sentinel-"));
	caFile = path.join(directory, "double.pem");
	writeFileSync(caFile, double.certificate.certificatePem);
	writeFileSync(path.join(directory, "client.pem"), client.privateKeyPem + client.certificatePem);
	writeFileSync(path.join(directory, "token"), federatedToken);
});

afterAll(async () => {
	await double.close();
	await files.remove();
	vi.unstubAllEnvs();
	reloadConfig();
	rmSync(directory, { recursive: true });
});

beforeEach(() => double.reset());

/** What the product reads from its environment when it is connected to the double. */
function configured(overrides: Record<string, string> = {}): SentinelConfig {
	for (const [name, value] of Object.entries({ ...double.environment(caFile), ...overrides })) {
		vi.stubEnv(name, value);
	}
	reloadConfig();
	const [sentinel] = config().sentinel;
	vi.unstubAllEnvs();
	reloadConfig();
	if (!sentinel) throw new Error("no workspace");
	return sentinel;
}

const workspace = (overrides: Record<string, string> = {}) =>
	new SentinelWorkspace(configured(overrides), { retry });
const ask = (kql = "UrlClickEvents | take 10", signal?: AbortSignal) =>
	inFull(workspace().query({ kql, window, signal }));

describe("credentials over the wire", () => {
	it.each([
		["client-secret", {}],
		["client-certificate", { AZURE_CLIENT_CERTIFICATE_PATH: "client.pem" }],
		["workload-identity", { AZURE_FEDERATED_TOKEN_FILE: "token" }],
	])("gets a token as %s, sends it, and keeps it", async (kind, more: Record<string, string>) => {
		const issued = double.entra.issued;
		const overrides = Object.fromEntries(
			Object.entries(more).map(([name, file]) => [name, path.join(directory, file)]),
		);
		const sentinel = workspace({ SENTINEL_CREDENTIAL: kind, ...overrides });
		for (let turn = 0; turn < 2; turn++) {
			expect(await inFull(sentinel.query({ kql: "UrlClickEvents | count", window }))).toMatchObject({
				outcome: "complete",
				rows: [{ Count: 1_000 }],
			});
		}
		expect(double.entra.issued).toBe(issued + 1);
		expect(double.queries[0]).toMatchObject({
			timespan: "2026-01-01T00:00:00.000Z/2026-01-02T00:00:00.000Z",
			prefer: "wait=300,include-statistics=true",
		});
	});

	it.each([
		[{ AZURE_CLIENT_SECRET: "wrong" }, "not_configured", /secret is wrong/],
		[{ AZURE_CLIENT_ID: "0d0b1e00-0000-4000-8000-000000000009" }, "not_configured", /no such application/],
		[{ AZURE_TENANT_ID: "0d0b1e00-0000-4000-8000-000000000009" }, "not_configured", /no such directory/],
		[{ SENTINEL_AUDIENCE: "https://elsewhere.example" }, "not_configured", /does not know the Log Analytics/],
		[{ SENTINEL_AUTHORITY_HOST: "https://localhost:1" }, "unavailable", /Entra ID could not be reached/],
		[{ SENTINEL_ENDPOINT: "https://localhost:1" }, "unavailable", /could not be reached/],
		[{ SENTINEL_CA_FILE: "/nowhere.pem" }, "not_configured", /SENTINEL_CA_FILE/],
		[{ SENTINEL_WORKSPACE_ID: DOUBLE_TENANT_ID }, "not_configured", /no workspace with this id/],
	])("says what is wrong with %j", async (overrides, code, message) => {
		const answer = await workspace(overrides as Record<string, string>).query({ kql: "print 1", window });
		expect(answer).toMatchObject({
			outcome: "failed",
			error: { code, message: expect.stringMatching(message), remedy: expect.stringMatching(/.{20}/) },
		});
		expect(double.queries.filter(({ status }) => status === 200)).toEqual([]);
	});

	it("does not connect to a server with an untrusted certificate", async () => {
		const answer = await workspace({ SENTINEL_CA_FILE: "" }).query({ kql: "print 1", window });
		expect(answer).toMatchObject({
			outcome: "failed",
			error: {
				code: "unavailable",
				message: expect.stringContaining("not trusted"),
				remedy: expect.stringContaining("SENTINEL_CA_FILE"),
			},
		});
		expect(double.queries).toEqual([]);
	});

	it.each([
		["client-secret", "AZURE_CLIENT_SECRET"],
		["client-certificate", "AZURE_CLIENT_CERTIFICATE_PATH"],
		["workload-identity", "AZURE_FEDERATED_TOKEN_FILE"],
	])("names the variable that %s misses", (kind, name) => {
		expect(() => configured({ SENTINEL_CREDENTIAL: kind, [name]: "" })).toThrow(
			expect.objectContaining({
				code: "not_configured",
				places: [{ field: name, message: `SENTINEL_CREDENTIAL=${kind} needs it` }],
			}),
		);
	});

	it.each([
		["public", "https://login.microsoftonline.com", "https://api.loganalytics.io"],
		["usgov", "https://login.microsoftonline.us", "https://api.loganalytics.us"],
		["china", "https://login.chinacloudapi.cn", "https://api.loganalytics.azure.cn"],
	])("knows the addresses of the %s cloud", (cloud, authorityHost, endpoint) => {
		const own = { SENTINEL_CLOUD: cloud, SENTINEL_ENDPOINT: "", SENTINEL_AUTHORITY_HOST: "" };
		expect(configured(own)).toMatchObject({
			authorityHost,
			endpoint,
			audience: endpoint,
			knownAuthority: true,
		});
	});
});

describe("difficult responses", () => {
	it("keeps nulls null, ticks whole and longs exact", async () => {
		double.fail({ kind: "nulls-and-longs" });
		expect(await ask()).toMatchObject({
			outcome: "complete",
			rows: [
				{
					TimeGenerated: "2026-01-01T00:00:00.1234567Z",
					When: null,
					Big: "9007199254740993",
					Small: 7,
					Real: 1e20,
					Bag: { id: "9223372036854775807" },
					Text: 'say "9007199254740993", twice',
				},
				{ TimeGenerated: null, Big: "-9223372036854775808", Real: 0.5, Bag: null, Text: null },
			],
		});
	});

	it.each(["no-content", "empty"] as const)("reads %s as no data", async (kind) => {
		double.fail({ kind });
		expect(await ask()).toMatchObject({ outcome: "no_data" });
		expect(double.queries).toHaveLength(1);
	});

	it.each([
		["partial-too-large", /exceeds 500,000 rows/],
		["partial-engine", /ran out of memory/],
	] as const)("keeps the rows of %s and says why there are not more", async (kind, reason) => {
		double.fail({ kind });
		const answer = await ask();
		expect(answer).toMatchObject({ outcome: "partial", reason: expect.stringMatching(reason) });
		expect("rows" in answer && answer.rows).toHaveLength(5);
	});

	it("reads half a million rows", async () => {
		double.fail({ kind: "many-rows" });
		const answer = await ask();
		expect(answer.outcome).toBe("complete");
		expect("rows" in answer && answer.rows.length).toBe(500_000);
	});

	it("reads a response that arrives in small pieces", async () => {
		double.fail({ kind: "trickle", seconds: 1 });
		expect(await ask()).toMatchObject({ outcome: "complete" });
	});
});

describe("refusals and outages", () => {
	it.each([
		["throttled", { seconds: 1 }],
		["throttled-silently", {}],
		["unavailable", {}],
		["bad-gateway", {}],
		["drop", {}],
		["drop-body", {}],
	] as const)("retries after %s", async (kind, more) => {
		double.fail({ kind, ...more });
		const began = Date.now();
		expect(await ask()).toMatchObject({ outcome: "complete" });
		expect(double.queries).toHaveLength(2);
		if (kind === "throttled") expect(Date.now() - began).toBeGreaterThanOrEqual(1_000);
	});

	it.each([
		["throttled-silently", "query_limit", /busy with this identity/],
		["unavailable", "query_failed", /temporarily unavailable/],
		["bad-gateway", "query_failed", /status 502/],
		["drop", "unavailable", /could not be reached/],
		["drop-body", "unavailable", /in the middle of its answer/],
	] as const)("gives up after five attempts when %s does not pass", async (kind, code, message) => {
		double.fail({ kind, times: 100 });
		const answer = await ask();
		expect(answer).toMatchObject({
			outcome: "failed",
			error: { code, message: expect.stringMatching(message), details: { attempts: 5 } },
		});
		expect(double.queries).toHaveLength(5);
	});

	it.each([
		["timed-out", "query_limit", /longer than the workspace allows|Unable to unzip/],
		["server-error", "query_failed", /internal server error/],
		["unauthorized", "not_configured", /does not let this credential/],
		["forbidden", "not_configured", /does not let this credential/],
		["no-workspace", "not_configured", /no workspace with this id/],
		["refused", "query_refused", /could not be parsed at 'whre'/],
		["page", "query_failed", /not JSON/],
	] as const)("does not retry, and reports: %s", async (kind, code, message) => {
		double.fail({ kind, times: 100 });
		const answer = await ask();
		expect(answer).toMatchObject({
			outcome: "failed",
			error: { code, message: expect.stringMatching(message) },
		});
		// A 401 may be about the token: the SDK asks for a new one, once.
		expect(double.queries.length).toBeLessThanOrEqual(kind === "unauthorized" ? 2 : 1);
		if (kind === "refused") {
			expect(answer).toMatchObject({ error: { places: [{ line: 2, column: 3 }] } });
		}
	});

	it("does not wait longer than its budget when Retry-After asks for more", async () => {
		double.fail({ kind: "throttled", seconds: 600, times: 100 });
		// The service asks for ten minutes, far more than this test's patience.
		expect(await ask()).toMatchObject({ outcome: "failed", error: { code: "query_limit" } });
		expect(double.queries).toHaveLength(1);
	});

	it("closes the connection when cancelled, before a response and during one", async () => {
		for (const fault of [{ kind: "hang" }, { kind: "trickle", seconds: 20 }] as const) {
			double.reset();
			double.fail(fault);
			const cancel = new AbortController();
			const asked = ask(undefined, cancel.signal);
			await expect.poll(() => double.queries[0]?.started).toBe(fault.kind === "trickle");
			cancel.abort();
			expect(await asked).toMatchObject({ outcome: "failed", error: { code: "cancelled" } });
			await expect.poll(() => double.queries[0]?.closedEarly).toBe(true);
			expect(double.queries).toHaveLength(1);
		}
	});

	it("can be cancelled while it waits to retry", async () => {
		double.fail({ kind: "throttled", seconds: 60, times: 100 });
		const cancel = new AbortController();
		const waits: unknown[] = [];
		const asked = workspace().query({
			kql: "print 1",
			window,
			signal: cancel.signal,
			onWaiting: (wait) => {
				waits.push(wait);
				if (wait) cancel.abort();
			},
		});
		expect(await asked).toMatchObject({ outcome: "failed", error: { code: "cancelled" } });
		expect(waits).toEqual([null, { for: "service", until: expect.any(Date) }]);
		expect(double.queries).toHaveLength(1);
	});
});

describe("the double", () => {
	it("refuses the sixth query at once of one identity", async () => {
		double.fail({ kind: "slow", seconds: 1, rows: 1, times: 6 });
		const sentinel = new SentinelWorkspace(configured(), { retry: { ...retry, most: 1 } });
		const answers = await Promise.all(
			Array.from({ length: 6 }, () => sentinel.query({ kql: "UrlClickEvents | take 1", window })),
		);
		expect(answers.filter(({ outcome }) => outcome === "complete")).toHaveLength(5);
		expect(answers.find(({ outcome }) => outcome === "failed")).toMatchObject({
			error: { code: "query_limit" },
		});
	});

	it("refuses a token it did not give", async () => {
		const response = await fetchInsecure(`${double.origin}/v1/workspaces/x/query`, "Bearer a.b.c");
		expect(response).toEqual({ status: 403, code: "InvalidAuthenticationToken" });
	});
});

async function fetchInsecure(url: string, authorization: string) {
	const { request } = await import("node:https");
	return new Promise((resolve, reject) => {
		const options = { method: "POST", headers: { authorization }, ca: double.certificate.certificatePem };
		request(url, options, async (response) => {
			let body = "";
			for await (const chunk of response) body += chunk;
			resolve({ status: response.statusCode, code: JSON.parse(body).error.code });
		})
			.on("error", reject)
			.end("{}");
	});
}
