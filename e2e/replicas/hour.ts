/**
 * Two apps on one database, ten scheduled hunts against a Log Analytics double, and an hour by a clock that both apps
 * share: it is moved to the next slot as soon as the runs of the last one have ended. What ran is then compared with
 * what was due.
 */
import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { config } from "../../lib/platform/config/config";
import { slotsAfter } from "../../lib/triage/schedules/cron";
import type { ScheduleInput } from "../../lib/triage/schedules/schema";
import { type AppProcess, spawnApp } from "../../scripts/app-process";
import { createScratchDatabase } from "../../test/db/scratch";
import { startTemporaryServer } from "../../test/db/temporary-server";
import { DOUBLE_WORKSPACE_ID, LogAnalyticsDouble } from "../../test/loganalytics-double/double";
import { clicks, TestWorkspace } from "../../test/workspaces/test-workspace";

const HUNTS = 10;
const HOUR_MS = 3_600_000;
/** All at once, which is when slots and queries are short. */
const CRON = "*/15 * * * *";
const TIMES = { cron: CRON, timeZone: "UTC" };
const BEGAN = new Date("2026-01-01T12:00:30Z");
/** When the apps have had a look at a slot, in milliseconds by the clock. */
const LATE_MS = 1_000;
/** Each query takes this long, so that queries overlap. */
const QUERY_SECONDS = 0.25;
/** Where the runs of a slot hang, in milliseconds: on a machine with other work they take several times as long. */
const SETTLE_MS = 300_000;

export interface HourReport {
	readonly hunts: number;
	/** Real seconds that the hour took, without the start of the apps. */
	readonly seconds: number;
	/** Slots that were due within the hour, `hunt at`, in order. */
	readonly due: readonly string[];
	/** Slots that have a run which succeeded; one that has two is there twice. */
	readonly ran: readonly string[];
	/** Slots without a run, and why. */
	readonly skipped: readonly string[];
	/** Slots each app took. */
	readonly takenBy: readonly number[];
	/** Queries the double was asked, the most at once, and how many it turned away. */
	readonly queries: number;
	readonly peak: number;
	readonly refused: number;
}

export async function scheduledHour(): Promise<HourReport> {
	const undo: (() => Promise<unknown>)[] = [];
	try {
		const directory = await mkdtemp(join(tmpdir(), "afterclick-hour-"));
		undo.push(() => rm(directory, { recursive: true, force: true }));
		const files = await TestWorkspace.create();
		undo.push(() => files.remove());
		await files.add("UrlClickEvents", clicks(10));
		const double = await LogAnalyticsDouble.start({ directory: files.directory });
		undo.push(() => double.close());
		double.fail({ kind: "slow", seconds: QUERY_SECONDS, times: 100_000 });
		const certificate = join(directory, "double.pem");
		await writeFile(certificate, double.certificate.certificatePem);
		const hunts = Array.from({ length: HUNTS }, (_, index) => `hunt-${index}`);
		for (const hunt of hunts) await writeFile(join(directory, `${hunt}.yaml`), huntFile(hunt));

		const url = await startDatabase(undo);
		const clock = join(directory, "clock");
		const set = async (at: Date) => {
			await writeFile(`${clock}.new`, at.toISOString());
			await rename(`${clock}.new`, clock);
		};
		await set(BEGAN);
		const start = (name: string) =>
			spawnApp({
				...double.environment(certificate),
				NODE_ENV: undefined,
				PORT: "0",
				DATABASE_URL: url,
				DATA_DIRECTORY: join(directory, name),
				HUNTS_DIRECTORY: directory,
				SENTINEL_WORKSPACES: undefined,
				SENTINEL_WORKSPACES_FILE: undefined,
				TEST_CLOCK: clock,
				LOG_LEVEL: "info",
				RATE_LIMIT_READS: "0",
				RATE_LIMIT_WRITES: "0",
			});
		const apps: AppProcess[] = [];
		undo.push(() => Promise.all(apps.map((app) => app.stop())));
		// One after the other: the first one migrates the database.
		for (const name of ["a", "b"]) apps.push(await start(name));
		const [first] = apps as [AppProcess];
		await Promise.all(hunts.map((hunt) => schedule(first.url, hunt)));

		const client = new pg.Client({ connectionString: url });
		await client.connect();
		undo.push(() => client.end());
		const started = performance.now();
		const ended = new Date(BEGAN.getTime() + HOUR_MS);
		const within = slotsAfter(TIMES, BEGAN, 60).filter((at) => at <= ended);
		for (const slot of within) {
			const at = new Date(slot.getTime() + LATE_MS);
			await set(at);
			await settle(client, at);
		}
		const seconds = Math.round((performance.now() - started) / 1_000);
		const { rows } = await client.query<{
			huntId: string;
			at: Date;
			skipped: string | null;
			status: string | null;
		}>(
			`select slot."huntId", slot."at", slot."skipped", run."status" from "HuntSlot" slot
			left join "HuntRun" run on run."huntId" = slot."huntId" and run."slotAt" = slot."at"
			where slot."at" > $1 and slot."at" <= $2`,
			[BEGAN, ended],
		);
		const name = (hunt: string, at: Date) => `${hunt} ${at.toISOString()}`;
		const statuses = double.queries.map(({ status }) => status);
		return {
			hunts: HUNTS,
			seconds,
			due: hunts.flatMap((hunt) => within.map((at) => name(hunt, at))).sort(),
			ran: rows
				.filter(({ status }) => status === "succeeded")
				.map(({ huntId, at }) => name(huntId, at))
				.sort(),
			skipped: rows
				.filter(({ status }) => status !== "succeeded")
				.map(({ huntId, at, skipped, status }) => `${name(huntId, at)}: ${skipped ?? status}`),
			takenBy: apps.map((app) => app.printed().split('"slot taken"').length - 1),
			queries: statuses.length,
			peak: double.peak,
			refused: statuses.filter((status) => status === 429).length,
		};
	} finally {
		for (const step of undo.reverse()) await step();
	}
}

async function startDatabase(undo: (() => Promise<unknown>)[]): Promise<string> {
	const external = config().databaseUrl;
	if (external) {
		const scratch = await createScratchDatabase(external, "hour");
		undo.push(scratch.drop);
		return scratch.url;
	}
	const server = await startTemporaryServer();
	undo.push(server.stop);
	return server.url;
}

async function schedule(url: string, hunt: string): Promise<void> {
	const input: ScheduleInput = {
		workspaceId: DOUBLE_WORKSPACE_ID,
		version: 0,
		enabled: true,
		cron: CRON,
		timeZone: "UTC",
	};
	const answer = await fetch(`${url}/api/hunts/${hunt}/schedules`, {
		method: "PUT",
		headers: { "content-type": "application/json", origin: url },
		body: JSON.stringify(input),
	});
	if (!answer.ok) throw new Error(`The schedule was not saved: ${answer.status} ${await answer.text()}`);
}

/** Waits until every due slot has started, and its run has ended. */
async function settle(client: pg.Client, at: Date): Promise<void> {
	const deadline = Date.now() + SETTLE_MS;
	for (;;) {
		const { rows } = await client.query<{ busy: boolean }>(
			`select exists (select 1 from "HuntRun" where "status" in ('queued', 'running') and "slotAt" <= $1)
				or exists (select 1 from "HuntSchedule" where "nextAt" <= $1) as busy`,
			[at],
		);
		if (!rows[0]?.busy) return;
		if (Date.now() > deadline) throw new Error(`The runs due by ${at.toISOString()} have not ended.`);
		await delay(100);
	}
}

function huntFile(id: string): string {
	return `id: ${id}
name: ${id}
description: One of ten.
requiredDataConnectors:
  - connectorId: MicrosoftThreatProtection
    dataTypes:
      - UrlClickEvents
query: |
  UrlClickEvents
  | summarize by ReportId, IsClickedThrough, AccountUpn, NetworkMessageId, ThreatTypes
version: 1.0.0
`;
}
