/**
 * The exporter behind telemetry.ts: OpenTelemetry over OTLP/HTTP (JSON). Loaded only when it is switched on, and only
 * by the process's entry point. Nothing is registered globally: Next would find that and add spans of its own, with
 * the address of every request in them.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import {
	type Context,
	type Span as OtelSpan,
	ROOT_CONTEXT,
	SpanKind,
	SpanStatusCode,
	trace,
} from "@opentelemetry/api";
import { OTLPMetricExporter } from "@opentelemetry/exporter-metrics-otlp-http";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { MeterProvider, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
import { BasicTracerProvider, BatchSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { logger } from "@/lib/platform/telemetry/logger";
import { type Attributes, installTelemetry, type Span, type Telemetry } from "./telemetry";

const NAME = "afterclick";
/** Seconds: from a cached count to a bulk decision on a busy machine. */
const BOUNDARIES = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
const KINDS = { server: SpanKind.SERVER, client: SpanKind.CLIENT, internal: SpanKind.INTERNAL } as const;

export interface OtlpOptions {
	/** Base address of the collector; the signals' paths (/v1/traces, /v1/metrics) are added. */
	readonly endpoint: string;
	readonly version: string;
	/** How often metrics are sent, in milliseconds. */
	readonly metricsIntervalMs?: number;
}

export interface Exporter {
	/** Sends what is there. */
	flush(): Promise<void>;
	/** Sends what is there, and stops. */
	close(): Promise<void>;
}

/** Installs the exporter. A collector that is away is no reason to fail: what it misses is dropped. */
export function exportTelemetry({ endpoint, version, metricsIntervalMs = 30_000 }: OtlpOptions): Exporter {
	const base = endpoint.replace(/\/+$/, "");
	const resource = resourceFromAttributes({
		"service.name": NAME,
		"service.version": version,
		"service.instance.id": randomUUID(),
	});
	const tracers = new BasicTracerProvider({
		resource,
		spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url: `${base}/v1/traces` }))],
	});
	const reader = new PeriodicExportingMetricReader({
		exporter: new OTLPMetricExporter({ url: `${base}/v1/metrics` }),
		exportIntervalMillis: metricsIntervalMs,
		exportTimeoutMillis: Math.min(10_000, metricsIntervalMs),
	});
	const meters = new MeterProvider({ resource, readers: [reader] });
	installTelemetry(new Otlp(tracers.getTracer(NAME, version), meters.getMeter(NAME, version)));
	const quietly = async (work: Promise<unknown>[]) => {
		for (const { reason } of (await Promise.allSettled(work)).filter((done) => done.status === "rejected")) {
			logger().warn({ err: reason }, "telemetry could not be sent");
		}
	};
	return {
		flush: () => quietly([tracers.forceFlush(), meters.forceFlush()]),
		async close() {
			installTelemetry(undefined);
			await quietly([tracers.shutdown(), meters.shutdown()]);
		},
	};
}

type Tracer = ReturnType<BasicTracerProvider["getTracer"]>;
type Meter = ReturnType<MeterProvider["getMeter"]>;

class Otlp implements Telemetry {
	readonly #storage = new AsyncLocalStorage<Context>();
	readonly #counters = new Map<string, ReturnType<Meter["createCounter"]>>();
	readonly #histograms = new Map<string, ReturnType<Meter["createHistogram"]>>();

	constructor(
		readonly tracer: Tracer,
		readonly meter: Meter,
	) {}

	async span<T>(name: string, options: Parameters<Telemetry["span"]>[1], work: (span: Span) => Promise<T>) {
		const parent = this.#storage.getStore() ?? ROOT_CONTEXT;
		const span = this.tracer.startSpan(
			name,
			{ kind: KINDS[options.kind ?? "internal"], attributes: { ...options.attributes } },
			parent,
		);
		try {
			return await this.#storage.run(trace.setSpan(parent, span), () => work(plain(span)));
		} catch (error) {
			plain(span).fail(errorType(error));
			throw error;
		} finally {
			span.end();
		}
	}

	current(): Span | undefined {
		const context = this.#storage.getStore();
		const span = context && trace.getSpan(context);
		return span && plain(span);
	}

	count(name: string, by: number, attributes: Attributes): void {
		const counter = this.#counters.get(name) ?? this.meter.createCounter(name);
		this.#counters.set(name, counter);
		counter.add(by, { ...attributes });
	}

	record(name: string, seconds: number, attributes: Attributes): void {
		const histogram =
			this.#histograms.get(name) ??
			this.meter.createHistogram(name, { unit: "s", advice: { explicitBucketBoundaries: BOUNDARIES } });
		this.#histograms.set(name, histogram);
		histogram.record(seconds, { ...attributes });
	}

	gauge(name: string, read: Parameters<Telemetry["gauge"]>[1]): void {
		this.meter.createObservableGauge(name).addCallback(async (result) => {
			try {
				for (const { value, attributes } of await read()) result.observe(value, { ...attributes });
			} catch (error) {
				// A database that is away is told by everything else; here it is a gap.
				logger().debug({ err: error, gauge: name }, "a gauge could not be read");
			}
		});
	}
}

function plain(span: OtelSpan): Span {
	return {
		set: (attributes) => void span.setAttributes({ ...attributes }),
		fail(type) {
			span.setAttribute("error.type", type);
			span.setStatus({ code: SpanStatusCode.ERROR });
		},
	};
}

/** A message may hold what a person typed or an event contained; a code or class name does not. */
function errorType(error: unknown): string {
	const { code } = error as { code?: unknown };
	if (typeof code === "string" && /^\w{1,40}$/.test(code)) return code;
	return error instanceof Error ? error.name : "unknown";
}
