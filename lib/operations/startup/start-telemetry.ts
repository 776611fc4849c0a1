import { config } from "@/lib/platform/config/config";
import type { Shutdown } from "@/lib/platform/process/shutdown";

/** Sends traces and metrics to the collector that is configured; without one, loads nothing. */
export async function startTelemetry(version: string, shutdown: Shutdown): Promise<void> {
	const { telemetryEndpoint } = config();
	if (telemetryEndpoint === undefined) return;
	const { exportTelemetry } = await import("@/lib/platform/telemetry/otlp");
	const exporter = exportTelemetry({ endpoint: telemetryEndpoint, version });
	shutdown.add("telemetry", () => exporter.close());
}
