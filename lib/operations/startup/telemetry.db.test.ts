import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { decide } from "@/lib/decisions/decide";
import { childEnvironment, reloadConfig } from "@/lib/platform/config/config";
import { SYSTEM } from "@/lib/platform/context/actor";
import { closeDatabase, database } from "@/lib/platform/db/client";
import { route } from "@/lib/platform/http/route";
import { queueLengths } from "@/lib/platform/jobs/queue-lengths";
import { type Exporter, exportTelemetry } from "@/lib/platform/telemetry/otlp";
import { telemetry } from "@/lib/platform/telemetry/telemetry";
import { generateSample } from "@/lib/sources/sample/generate";
import { closeWorkspaces } from "@/lib/sources/workspaces/registry";
import { listFindings } from "@/lib/triage/findings/list";
import { executeRun } from "@/lib/triage/runs/execute-run";
import { startRun } from "@/lib/triage/runs/start-run";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, HUNT_ID, testContext } from "@/test/findings/fixtures";

const NOTE = "Spoke with the user about her divorce";

interface Value {
	readonly stringValue?: string;
	readonly intValue?: number;
}
interface SentSpan {
	readonly name: string;
	readonly spanId: string;
	readonly parentSpanId?: string;
	readonly traceId: string;
	readonly status: { readonly code?: number };
	readonly attributes: readonly { readonly key: string; readonly value: Value }[];
}
interface Point {
	readonly asInt?: number;
	readonly asDouble?: number;
	readonly count?: number;
	readonly attributes: SentSpan["attributes"];
}
interface SentMetric {
	readonly name: string;
	readonly unit?: string;
	readonly sum?: { readonly dataPoints: readonly Point[] };
	readonly gauge?: { readonly dataPoints: readonly Point[] };
	readonly histogram?: { readonly dataPoints: readonly Point[] };
}

/** A collector that keeps everything it receives. */
class Collector {
	readonly bodies: string[] = [];
	readonly spans: SentSpan[] = [];
	readonly metrics: SentMetric[] = [];
	readonly server: Server;

	constructor() {
		this.server = createServer(async (request, response) => {
			let text = "";
			for await (const chunk of request) text += chunk;
			this.bodies.push(text);
			const body = JSON.parse(text);
			for (const { scopeSpans } of body.resourceSpans ?? [])
				for (const { spans } of scopeSpans) this.spans.push(...spans);
			for (const { scopeMetrics } of body.resourceMetrics ?? [])
				for (const { metrics } of scopeMetrics) this.metrics.push(...metrics);
			response.writeHead(200, { "content-type": "application/json" }).end("{}");
		});
	}

	named(name: string): SentSpan[] {
		return this.spans.filter((span) => span.name === name);
	}

	/** The last value of a metric by the values of its attributes. */
	values(name: string): Record<string, number> {
		const metric = this.metrics.findLast((sent) => sent.name === name);
		const points = (metric?.sum ?? metric?.gauge ?? metric?.histogram)?.dataPoints ?? [];
		return Object.fromEntries(
			points.map((point) => [
				Object.values(attributes(point)).join(" "),
				Number(point.asInt ?? point.asDouble ?? point.count),
			]),
		);
	}
}

const attributes = (span: Pick<SentSpan, "attributes">) =>
	Object.fromEntries(
		span.attributes.map(({ key, value }) => [key, value.stringValue ?? Number(value.intValue)]),
	);

let test: TestDatabase;
let directory: string;
let collector: Collector;
let exporter: Exporter;

beforeAll(async () => {
	directory = mkdtempSync(path.join(tmpdir(), "afterclick-telemetry-"));
	vi.stubEnv("WORKSPACE_DIRECTORY", path.join(directory, "workspace"));
	vi.stubEnv("SENTINEL_WORKSPACE_ID", "");
	reloadConfig();
	await generateSample({
		directory: path.join(directory, "workspace"),
		clicks: 5_000,
		seed: "telemetry",
		until: new Date("2026-11-20T12:00:00Z"),
	});
	collector = new Collector();
	await new Promise<void>((resolve) => collector.server.listen(0, "127.0.0.1", resolve));
	const { port } = collector.server.address() as AddressInfo;
	exporter = exportTelemetry({ endpoint: `http://127.0.0.1:${port}/`, version: "1.2.3" });
	test = await createTestDatabase();
});

afterAll(async () => {
	await exporter.close();
	collector.server.close();
	await closeWorkspaces();
	await test.drop();
	vi.unstubAllEnvs();
	reloadConfig();
	rmSync(directory, { recursive: true, force: true });
});

describe("what a collector receives", () => {
	it("contains a run's phases in one trace, with its queries, counts and the queue", async () => {
		const kim = testContext(test.db, await addPerson(test.db, "Kim"));
		telemetry()?.gauge("afterclick.queue.length", async () =>
			[...(await queueLengths(test.db))].map(([name, value]) => ({
				value,
				attributes: { "afterclick.queue": name },
			})),
		);
		const { id } = await startRun(kim, HUNT_ID, { from: "2026-08-01T00:00:00Z", to: "2026-12-01T00:00:00Z" });
		await executeRun(testContext(test.db, SYSTEM), id);
		const { items } = await listFindings(kim, { limit: 3 });
		expect(items).toHaveLength(3);
		await decide(kim, {
			verdict: "escalated",
			note: NOTE,
			ids: items.map((finding) => finding.id),
			versions: Object.fromEntries(items.map((finding) => [finding.id, finding.version])),
		});
		await exporter.flush();

		const [run] = collector.named("hunt run");
		expect(attributes(run as SentSpan)).toMatchObject({
			"afterclick.run_id": id,
			"afterclick.hunt_id": HUNT_ID,
			"afterclick.run_status": "succeeded",
		});
		for (const phase of ["query", "evidence", "ingest"]) {
			expect(collector.named(`hunt run ${phase}`)).toMatchObject([
				{ traceId: run?.traceId, parentSpanId: run?.spanId },
			]);
		}
		const ingest = collector.named("hunt run ingest")[0];
		const settled = collector.named("RunWindow.updateMany");
		expect(settled[0]).toMatchObject({ traceId: run?.traceId, parentSpanId: ingest?.spanId });
		expect(attributes(settled[0] as SentSpan)).toMatchObject({
			"db.system.name": "postgresql",
			"db.collection.name": "RunWindow",
		});

		expect(collector.values("afterclick.hunt.runs")).toEqual({ succeeded: 1 });
		const found = await test.db.finding.count();
		expect(collector.values("afterclick.findings.ingested")).toEqual({ new: found, seen: 0, changed: 0 });
		expect(collector.values("afterclick.decisions")).toEqual({ escalated: 3 });
		expect(collector.values("afterclick.changes")).toMatchObject({ "findings.decide": 3, "hunts.run": 1 });
		// Enqueued, and executed here without the queue: so its job still waits.
		expect(collector.values("afterclick.queue.length")).toMatchObject({ "hunt-run": 1 });
		expect(collector.bodies.join()).toContain('{"key":"service.version","value":{"stringValue":"1.2.3"}}');
	});

	it("contains a request with its route, status, verb and id", async () => {
		const handler = route(
			"Looks",
			{ id: z.string(), query: z.object({ text: z.string() }) },
			z.unknown(),
			async (ctx, id) => {
				await listFindings(ctx, { text: id });
				return {};
			},
		);
		const secret = "kim%40contoso.example";
		const response = await handler(
			new Request(`http://localhost:3000/api/things/${secret}?text=https://phish.example/secret-token`),
			{ params: Promise.resolve({ id: "kim@contoso.example" }) },
		);
		const broken = route("Breaks", { open: true }, z.unknown(), async () => {
			throw new AppError("query_failed", "The query about kim@contoso.example failed.");
		});
		await broken(new Request("http://localhost:3000/api/broken"), { params: Promise.resolve({}) });
		await exporter.flush();

		const [span] = collector.named("GET /api/things/{id}");
		expect(attributes(span as SentSpan)).toEqual({
			"http.request.method": "GET",
			"http.route": "/api/things/{id}",
			"http.response.status_code": 200,
			"afterclick.request_id": response.headers.get("x-request-id"),
			"afterclick.verb": "findings.read",
		});
		const [failed] = collector.named("GET /api/broken");
		expect(failed?.status.code).toBe(2);
		expect(attributes(failed as SentSpan)).toMatchObject({
			"http.response.status_code": 502,
			"error.type": "502",
		});
		expect(collector.values("http.server.request.duration")).toEqual({
			"GET /api/things/{id} 200": 1,
			"GET /api/broken 502": 1,
		});
	});

	it("contains no account, URL, note or query", async () => {
		const accounts = await test.db.finding.findMany({ select: { accountUpn: true, url: true } });
		const sent = collector.bodies.join("\n");
		expect(accounts.length).toBeGreaterThan(20);
		expect(sent.length).toBeGreaterThan(5_000);
		for (const { accountUpn, url } of accounts) {
			expect(sent).not.toContain(accountUpn);
			expect(sent).not.toContain(url);
		}
		for (const secret of [NOTE, "Kim", "contoso", "phish", "secret-token", "UrlClickEvents", "SELECT"]) {
			expect(sent.toLowerCase()).not.toContain(secret.toLowerCase());
		}
	});

	it("stops nothing from working when the collector can't be reached", async () => {
		collector.server.closeAllConnections();
		await new Promise((resolve) => collector.server.close(resolve));
		const kim = testContext(test.db, await addPerson(test.db, "Lee"));
		expect((await listFindings(kim, { limit: 1 })).items).toHaveLength(1);
		await exporter.close();
		expect(telemetry()).toBeUndefined();
		await closeDatabase();
		expect(await database().finding.count()).toBeGreaterThan(0);
	});
});

describe("the switch", () => {
	const loaded = (environment: Record<string, string>) =>
		Number(
			execFileSync(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", COUNT_LOADED], {
				env: childEnvironment({ OTEL_EXPORTER_OTLP_ENDPOINT: undefined, ...environment }),
				encoding: "utf8",
			}),
		);

	it("loads none of it unless an endpoint is set", () => {
		expect(loaded({})).toBe(0);
		expect(loaded({ OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:9" })).toBeGreaterThan(10);
	});
});

const COUNT_LOADED = `
	import Module from "node:module";
	import { startTelemetry } from "./lib/operations/startup/start-telemetry.ts";
	await startTelemetry("0", { add() {} });
	console.log(Object.keys(Module._cache).filter((file) => file.includes("@opentelemetry")).length);
	process.exit(0);
`;
