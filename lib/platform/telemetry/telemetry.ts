/**
 * Traces and metrics, as the rest of the product sees them: functions that do nothing until an exporter is
 * installed (otlp.ts, when OTEL_EXPORTER_OTLP_ENDPOINT is set), and that load nothing before.
 *
 * What is attached to them leaves the house. Names, ids of ours, codes and counts only: never a URL, an account, a
 * note, a query or an error's message.
 */
export type Attributes = Readonly<Record<string, string | number | boolean>>;

export interface Span {
	/** Adds to what is known of it. */
	set(attributes: Attributes): void;
	/** It failed; `type` is an error's code or class, never its message. */
	fail(type: string): void;
}

export interface Telemetry {
	span<T>(name: string, options: SpanOptions, work: (span: Span) => Promise<T>): Promise<T>;
	/** The span that is being worked in, if any. */
	current(): Span | undefined;
	count(name: string, by: number, attributes: Attributes): void;
	/** A duration in seconds. */
	record(name: string, seconds: number, attributes: Attributes): void;
	/** Asked at every export. */
	gauge(name: string, read: () => Promise<readonly Reading[]>): void;
}

export interface SpanOptions {
	readonly kind?: "server" | "client" | "internal";
	readonly attributes?: Attributes;
}

export interface Reading {
	readonly value: number;
	readonly attributes: Attributes;
}

/** Next bundles this module apart from the scripts around it; both use what the process installed. */
const key = Symbol.for("afterclick.telemetry");
const shared = globalThis as { [key]?: Telemetry };

export function installTelemetry(telemetry: Telemetry | undefined): void {
	if (telemetry) shared[key] = telemetry;
	else delete shared[key];
}

/** Undefined when nothing is exported. */
export function telemetry(): Telemetry | undefined {
	return shared[key];
}

/** Does the work in a span of this name; a span whose work throws has failed. */
export async function inSpan<T>(
	name: string,
	options: SpanOptions,
	work: (span: Span) => Promise<T>,
): Promise<T> {
	const installed = shared[key];
	return await (installed ? installed.span(name, options, work) : work(SILENT));
}

const SILENT: Span = { set: () => undefined, fail: () => undefined };
