import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { Bench } from "@/bench/harness";
import { childEnvironment } from "@/lib/platform/config/config";
import type { RunSummary } from "@/lib/triage/catalogue/schema";
import { spawnApp } from "@/scripts/app-process";
import { HUNT_ID } from "@/test/findings/fixtures";
import { peakMemory } from "@/test/peak-memory";
import { query } from "@/test/workspaces/test-rows";
import { TestWorkspace } from "@/test/workspaces/test-workspace";

/** Clicks that all went through: as many findings as an answer may have rows, of nearly the 64 MB it may have. */
const rows = (count: number) => `SELECT 'user' || (range % 5000) || '@contoso.com' AS AccountUpn,
	'ClickAllowed' AS ActionType, true AS IsClickedThrough, 'mail' || range AS NetworkMessageId,
	'01a21e6f-0000-4000-8000-' || lpad(range::text, 12, '0') AS ReportId, 'Phish' AS ThreatTypes,
	TIMESTAMP '2026-01-01' + to_milliseconds(range * 100) AS TimeGenerated, 'UrlClickEvents' AS "Type",
	'https://phish.example/' || range AS Url, '["https://phish.example/"]' AS UrlChain, 'Email' AS Workload
	FROM range(${count})`;
const WINDOW = { from: "2026-01-01T00:00:00Z", to: "2026-01-02T00:00:00Z" };

export const bench: Bench = {
	size: 500_000,
	once: true,
	notes:
		"one answer of --size rows over TLS, with its evidence, made findings by the app (whose memory this is); against a COPY of the same clicks into a bare table",
	async prepare({ size, database }) {
		const { url } = await database();
		const directory = await mkdtemp(join(tmpdir(), "afterclick-ingest-"));
		const files = await TestWorkspace.create();
		await files.add("UrlClickEvents", rows(size));
		const double = await startDouble(files.directory, directory);
		const app = await spawnApp({
			...double.environment,
			NODE_ENV: undefined,
			PORT: "0",
			DATABASE_URL: url,
			DATA_DIRECTORY: join(directory, "app"),
			SENTINEL_WORKSPACES: undefined,
			SENTINEL_WORKSPACES_FILE: undefined,
			SKIP_SEED_RUN: "1",
			RATE_LIMIT_READS: "0",
		});
		const client = new pg.Client({ connectionString: url });
		await client.connect();
		const clicks = await query(rows(size));
		return {
			subject: () => run(app.url),
			rss: async () => (await peakMemory(app.pid)) ?? Number.NaN,
			floor: () => copy(client, clicks),
			agree: (findings, copied) => findings === size && copied === size,
			async close() {
				await client.end();
				await app.stop();
				await double.stop();
				await files.remove();
				await rm(directory, { recursive: true, force: true });
			},
		};
	},
};

/** In a process of its own: its rows are not the app's memory, and its work not the app's time. */
async function startDouble(workspace: string, data: string) {
	const child = spawn(
		process.execPath,
		["--import", "tsx", "scripts/loganalytics-double.ts", "--directory", workspace, "--port", "0"],
		{ env: childEnvironment({ DATA_DIRECTORY: data }), stdio: ["ignore", "pipe", "ignore"] },
	);
	const ended = new Promise((resolve) => child.once("exit", resolve));
	let printed = "";
	for await (const chunk of child.stdout) {
		printed += chunk;
		if (/^AZURE_CLIENT_SECRET=.+\n/m.test(printed)) break;
	}
	const lines = printed.split("\n").flatMap((line) => /^(\w+)=(.*)$/.exec(line)?.slice(1, 3) ?? []);
	const environment: Record<string, string> = {};
	for (let at = 0; at < lines.length; at += 2) environment[lines[at] as string] = lines[at + 1] as string;
	return {
		environment,
		async stop() {
			child.kill("SIGTERM");
			await ended;
		},
	};
}

/** @returns findings that the run has added */
async function run(url: string): Promise<number> {
	const started = await fetch(`${url}/api/hunts/${HUNT_ID}/runs`, {
		method: "POST",
		headers: { "content-type": "application/json", origin: url },
		body: JSON.stringify(WINDOW),
	});
	if (!started.ok) throw new Error(`The run did not start: ${await started.text()}`);
	const { id } = (await started.json()) as RunSummary;
	for (;;) {
		await delay(200);
		const summary = (await (await fetch(`${url}/api/runs/${id}`)).json()) as RunSummary;
		if (summary.status === "queued" || summary.status === "running") continue;
		if (summary.status !== "succeeded") throw new Error(`The run: ${JSON.stringify(summary)}`);
		return summary.findings.new;
	}
}

async function copy(client: pg.Client, clicks: readonly Record<string, unknown>[]): Promise<number> {
	const columns = Object.keys(clicks[0] ?? {});
	await client.query(`CREATE TABLE bare (${columns.map((name) => `"${name}" text`).join(", ")})`);
	const into = client.query(copyFrom("COPY bare FROM STDIN"));
	await pipeline(
		Readable.from(
			(function* () {
				for (const click of clicks) yield `${columns.map((name) => String(click[name])).join("\t")}\n`;
			})(),
			{ objectMode: false, highWaterMark: 1 << 20 },
		),
		into,
	);
	return into.rowCount;
}
