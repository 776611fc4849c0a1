import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { vi } from "vitest";
import { reloadConfig } from "@/lib/platform/config/config";
import { generateSample } from "@/lib/sources/sample/generate";
import { type DoubleOptions, LogAnalyticsDouble } from "./double";

export interface ConnectedDouble {
	readonly double: LogAnalyticsDouble;
	/** Sets variables of the environment over those that connect the product to the double, until the next call. */
	configure(overrides?: Readonly<Record<string, string>>): void;
	close(): Promise<void>;
}

interface Sample {
	readonly clicks: number;
	readonly seed: string;
	readonly until: Date;
	readonly maxRows?: DoubleOptions["maxRows"];
	readonly ingestionDelaySeconds?: DoubleOptions["ingestionDelaySeconds"];
}

/** For tests: a double over a sample of its own, with this process configured to use it. */
export async function connectDouble({
	maxRows,
	ingestionDelaySeconds,
	...sample
}: Sample): Promise<ConnectedDouble> {
	const directory = mkdtempSync(path.join(tmpdir(), "afterclick-double-"));
	const workspace = path.join(directory, "workspace");
	await generateSample({ directory: workspace, ...sample });
	const double = await LogAnalyticsDouble.start({
		directory: workspace,
		...(maxRows === undefined ? {} : { maxRows }),
		...(ingestionDelaySeconds === undefined ? {} : { ingestionDelaySeconds }),
	});
	const certificate = path.join(directory, "double.pem");
	writeFileSync(certificate, double.certificate.certificatePem);
	const configure = (overrides: Readonly<Record<string, string>> = {}) => {
		vi.unstubAllEnvs();
		for (const [name, value] of Object.entries({ ...double.environment(certificate), ...overrides })) {
			vi.stubEnv(name, value);
		}
		reloadConfig();
	};
	configure();
	return {
		double,
		configure,
		async close() {
			await double.close();
			vi.unstubAllEnvs();
			reloadConfig();
			rmSync(directory, { recursive: true, force: true });
		},
	};
}
