/**
 * Thirty days of clicks in a Log Analytics double, read three ways: by one run whose answer is not cut, by a backfill
 * whose answers are cut above a cap, and by such a backfill whose app is killed in its middle. What each has found is
 * then compared, finding by finding.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import type { RunSummary } from "../../lib/triage/catalogue/schema";
import { type AppProcess, spawnApp } from "../../scripts/app-process";
import { createScratchDatabase } from "../../test/db/scratch";
import { HUNT_ID } from "../../test/findings/fixtures";
import { LogAnalyticsDouble } from "../../test/loganalytics-double/double";
import { until } from "../../test/until";
import { TestWorkspace } from "../../test/workspaces/test-workspace";

const DAYS = 30;
const DAY_MS = 86_400_000;
/** How long the whole run may take, in milliseconds: minutes where its answers are slow. */
const PATIENCE_MS = 3_600_000;
const PERIOD = { from: "2026-01-01T00:00:00.000Z", to: "2026-01-31T00:00:00.000Z" };

/** Every tenth is a finding, and half of these are met again fifteen days later, clicked through then. */
const clicks = (
	count: number,
) => `SELECT 'user' || (range % ${count / 2} % 4999) || '@contoso.com' AS AccountUpn,
	CASE WHEN range % 10 = 0 THEN 'ClickAllowed' ELSE 'ClickBlocked' END AS ActionType,
	range >= ${count / 2} AS IsClickedThrough, 'mail' || (range % ${count / 2}) AS NetworkMessageId,
	'r' || (range % ${count / 2}) AS ReportId, CASE WHEN range % 10 = 0 THEN 'Phish' END AS ThreatTypes,
	TIMESTAMP '2026-01-01' + to_milliseconds((range * ${DAYS * DAY_MS}) // ${count}) AS TimeGenerated,
	'UrlClickEvents' AS "Type", 'https://phish.example/' || range AS Url,
	'["https://phish.example/"]' AS UrlChain, 'Email' AS Workload FROM range(${count})`;

export interface Reading {
	readonly seconds: number;
	readonly findings: number;
	/** Windows that were read, and answers that were cut and asked again in halves. */
	readonly windows: number;
	readonly cut: number;
	/** How often the app was killed. */
	readonly killed: number;
}

export interface MonthReport {
	readonly whole: Reading;
	readonly capped: Reading;
	readonly killed: Reading;
	/** Findings that are not the same as those of the whole reading, or that only one of the two has. */
	readonly differences: readonly [capped: number, killed: number];
}

/**
 * @param server of PostgreSQL, as a superuser
 * @param cap rows of an answer, above which it is cut
 * @param tell called with what has been read
 */
export async function monthOfClicks(
	server: string,
	size: number,
	cap: number,
	tell: (name: string, reading: Reading) => void,
): Promise<MonthReport> {
	const directory = await mkdtemp(join(tmpdir(), "afterclick-month-"));
	const files = await TestWorkspace.create();
	try {
		await files.add("UrlClickEvents", clicks(size));
		const read = async (name: string, maxRows: number | undefined, kills: number) => {
			const { reading, found } = await readMonth({
				server,
				data: join(directory, name),
				workspace: files.directory,
				maxRows,
				kills,
			});
			tell(name, reading);
			return { reading, found };
		};
		const whole = await read("whole", undefined, 0);
		const capped = await read("capped", cap, 0);
		const killed = await read("killed", cap, 2);
		return {
			whole: whole.reading,
			capped: capped.reading,
			killed: killed.reading,
			differences: [different(whole.found, capped.found), different(whole.found, killed.found)],
		};
	} finally {
		await files.remove();
		await rm(directory, { recursive: true, force: true });
	}
}

interface Ground {
	readonly server: string;
	/** Of the app's own files. */
	readonly data: string;
	readonly workspace: string;
	/** Undefined reads the month by one run. */
	readonly maxRows: number | undefined;
	readonly kills: number;
}

async function readMonth({ server, data, workspace, maxRows, kills }: Ground) {
	const undo: (() => Promise<unknown>)[] = [];
	try {
		const double = await LogAnalyticsDouble.start({
			directory: workspace,
			...(maxRows === undefined ? {} : { maxRows }),
		});
		undo.push(() => double.close());
		const certificate = `${data}.pem`;
		await writeFile(certificate, double.certificate.certificatePem);
		const { url, drop } = await createScratchDatabase(server, "month");
		undo.push(drop);
		const client = new pg.Client({ connectionString: url });
		const start = () =>
			spawnApp({
				...double.environment(certificate),
				NODE_ENV: undefined,
				PORT: "0",
				DATABASE_URL: url,
				DATA_DIRECTORY: data,
				SENTINEL_WORKSPACES: undefined,
				SENTINEL_WORKSPACES_FILE: undefined,
				SKIP_SEED_RUN: "1",
				RATE_LIMIT_READS: "0",
			});
		let app = await start();
		undo.push(() => app.stop());
		await client.connect();
		undo.push(() => client.end());

		const began = performance.now();
		const id = await begin(app, maxRows === undefined ? "runs" : "backfills");
		const windows = async (status: "done" | "split") => {
			const { rows } = await client.query<{ count: number }>(
				`select count(*)::int as count from "RunWindow" where "runId" = $1 and "status"::text = $2`,
				[id, status],
			);
			return rows[0]?.count ?? 0;
		};
		let killed = 0;
		for (; killed < kills; killed++) {
			const enough = ((await windows("done")) || 0) + Math.ceil(DAYS / (kills + 1));
			await until(
				async () => (await windows("done")) >= enough || (await summary(app, id)).status === "succeeded",
				`${enough} windows are read`,
				PATIENCE_MS,
				50,
			);
			// Somewhere within the next window.
			await delay(Math.random() * 500);
			await app.kill();
			app = await start();
		}
		const ended = await end(app, id);
		const seconds = Math.round((performance.now() - began) / 1_000);
		const reading: Reading = {
			seconds,
			findings: ended.findings.new,
			windows: await windows("done"),
			cut: await windows("split"),
			killed,
		};
		return { reading, found: await found(client) };
	} finally {
		for (const step of undo.reverse()) await step();
	}
}

async function begin(app: AppProcess, what: "runs" | "backfills"): Promise<string> {
	const answer = await fetch(`${app.url}/api/hunts/${HUNT_ID}/${what}`, {
		method: "POST",
		headers: { "content-type": "application/json", origin: app.url },
		body: JSON.stringify(PERIOD),
	});
	if (!answer.ok) throw new Error(`The run did not start: ${answer.status} ${await answer.text()}`);
	return ((await answer.json()) as RunSummary).id;
}

async function summary(app: AppProcess, id: string): Promise<RunSummary> {
	return (await (await fetch(`${app.url}/api/runs/${id}`)).json()) as RunSummary;
}

async function end(app: AppProcess, id: string): Promise<RunSummary> {
	let run = await summary(app, id);
	const ended = async () => {
		run = await summary(app, id);
		return run.status !== "queued" && run.status !== "running";
	};
	await until(ended, "the run has ended", PATIENCE_MS, 200);
	if (run.status !== "succeeded")
		throw new Error(`The run ended as ${run.status}: ${JSON.stringify(run.problem)}`);
	return run;
}

/** Identity → the stored finding, except when and by which run it was seen. */
async function found(client: pg.Client): Promise<Map<string, string>> {
	const { rows } = await client.query<{ identity: string; content: string }>(
		`select f."identity", md5(jsonb_build_array(f."status", f."version", f."clickedThrough", f."accountUpn",
			(select array_agg(t order by t) from unnest(f."threatTypes") t), f."eventAt", f."url", f."urlChain",
			(select jsonb_agg(r order by r) from jsonb_array_elements(f."rows") r), f."evidence", f."searchText",
			(select count(*) from "FindingEvent" e where e."findingId" = f."id"))::text) as content from "Finding" f`,
	);
	return new Map(rows.map(({ identity, content }) => [identity, content]));
}

function different(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): number {
	const identities = new Set([...one.keys(), ...other.keys()]);
	return [...identities].filter((identity) => one.get(identity) !== other.get(identity)).length;
}
