import { setImmediate as nextTurn } from "node:timers/promises";
import { AppError, fieldError } from "@/lib/core/errors";
import { diskReserve } from "@/lib/platform/db/disk-space";
import { PartConverter, PartWriter } from "@/lib/sources/files/part-writer";
import { openWorkspaceWriter, type PartSource, type StoredManifest } from "@/lib/sources/files/store";
import { KNOWN_TABLES } from "@/lib/sources/kql/tables";
import { Background } from "@/lib/sources/sample/background";
import { takenAccounts } from "@/lib/sources/sample/campaigns";
import { IDENTITY_SNAPSHOT_DAYS, identityRow } from "@/lib/sources/sample/identities";
import { type Incident, planIncidents, playIncident } from "@/lib/sources/sample/incidents";
import { employees } from "@/lib/sources/sample/organisation";
import { Random } from "@/lib/sources/sample/random";
import { Rhythm } from "@/lib/sources/sample/rhythm";
import type { Row } from "@/lib/sources/sample/rows";
import { ordinarySignIn } from "@/lib/sources/sample/signins";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export const SAMPLE_DAYS = 90;
const SAMPLE_CLICKS = 50_000;
export const SAMPLE_SEED = "afterclick";
const MOST_CLICKS = 20_000_000;

export interface SampleProgress {
	/** Days of the sample written, of {@link SAMPLE_DAYS}. */
	readonly days: number;
	readonly clicks: number;
}

export interface SampleOptions {
	/** The workspace directory; created when it is not there. */
	readonly directory: string;
	/** Rows of UrlClickEvents, exactly; default {@link SAMPLE_CLICKS}. */
	readonly clicks?: number;
	/** The same seed, clicks and until give the same rows; default {@link SAMPLE_SEED}. */
	readonly seed?: string;
	/** The sample covers the 90 days before this instant; default: now, cut to the hour. */
	readonly until?: Date;
	/** Also replace a person's own imported data. */
	readonly force?: boolean;
	readonly onProgress?: (progress: SampleProgress) => void;
	readonly signal?: AbortSignal;
}

/**
 * Writes the sample workspace: a fictional company's mail clicks, mail, sign-ins and directory over 90 days, with
 * about 8 findings of the seed hunt per 1,000 clicks, a quarter or more of them in the last week.
 * An earlier sample is replaced; all of it becomes visible at once, at the end.
 *
 * @throws AppError `invalid_input` for a number of clicks or an instant that makes no sense, `conflict` when the
 *   workspace holds imported data and `force` is not set, `already_running` while another writer is at work,
 *   `cancelled` when the signal fires.
 */
export async function generateSample(options: SampleOptions): Promise<StoredManifest> {
	const {
		directory,
		clicks = SAMPLE_CLICKS,
		seed = SAMPLE_SEED,
		force = false,
		onProgress,
		signal,
	} = options;
	const until = options.until?.getTime() ?? Math.floor(Date.now() / HOUR) * HOUR;
	if (!Number.isSafeInteger(clicks) || clicks < 1 || clicks > MOST_CLICKS) {
		throw fieldError(
			"clicks",
			`must be from 1 to ${MOST_CLICKS}`,
			`The number of clicks must be a whole number from 1 to ${MOST_CLICKS}.`,
		);
	}
	if (!Number.isFinite(until)) {
		throw new AppError("invalid_input", "The end of the sample is not a date and time.", {
			places: [{ field: "until", message: "must be ISO 8601, such as 2026-03-01T12:00:00Z" }],
			remedy: "Give it as ISO 8601, such as 2026-03-01T12:00:00Z.",
		});
	}
	const workspace = await openWorkspaceWriter(directory);
	try {
		if (workspace.manifest?.sample === false && !force) {
			throw new AppError("conflict", "This workspace holds imported data, which the sample would replace.", {
				remedy: "Choose another directory, or use --force to delete the imported data.",
			});
		}
		const tables = new SampleTables(workspace.incoming);
		try {
			await writeRows({ seed, clicks, until, tables, onProgress, signal });
			const source: PartSource = { kind: "sample", seed, until: new Date(until).toISOString(), clicks };
			const add = await tables.finish(source);
			return await workspace.commit({ sample: true, tables: KNOWN_TABLES, add, keep: () => false });
		} finally {
			await tables.close();
		}
	} finally {
		await workspace.close();
	}
}

async function writeRows(options: {
	seed: string;
	clicks: number;
	until: number;
	tables: SampleTables;
	onProgress: ((progress: SampleProgress) => void) | undefined;
	signal: AbortSignal | undefined;
}): Promise<void> {
	const { seed, clicks, until, tables, onProgress, signal } = options;
	const start = until - SAMPLE_DAYS * DAY;
	const span = { start, until };
	// The staff grows slower than the clicks: a busier sample is also a bigger company.
	const staff = employees(seed, Math.max(12, Math.min(20_000, Math.round(640 * Math.sqrt(clicks / 50_000)))));
	const incidents = planIncidents(seed, clicks, start, until);
	let incidentClicks = 0;
	const risky = new Map<string, number>();
	for (const incident of incidents) {
		const stage = playIncident(seed, incident, staff, span);
		incidentClicks += stage.rows.UrlClickEvents.length;
		for (const upn of takenAccounts(stage)) risky.set(upn, incident.start);
	}
	const everyday = Math.max(0, clicks - incidentClicks);
	const rhythm = new Rhythm(staff, start, until);
	const random = new Random(seed, "everyday");
	const signIns = new Random(seed, "sign-ins");
	let written = 0;
	const due = new HourBuckets(start);
	const background = new Background(random, start, {
		click: (row) => due.add("UrlClickEvents", row),
		email: (row) => tables.add("EmailEvents", row),
	});
	const signInTotal = Math.round(staff.length * SAMPLE_DAYS * 0.5);
	let next = 0;
	for (let hour = 0; hour < rhythm.hours; hour++) {
		if (signal?.aborted)
			throw new AppError("cancelled", "Writing the sample was cancelled; nothing was changed.");
		const end = start + (hour + 1) * HOUR;
		for (; (incidents[next]?.start ?? until) < end; next++) {
			const { rows } = playIncident(seed, incidents[next] as Incident, staff, span);
			for (const row of rows.UrlClickEvents) due.add("UrlClickEvents", row);
			for (const row of rows.SigninLogs) due.add("SigninLogs", row);
			for (const row of rows.EmailEvents) tables.add("EmailEvents", row);
			for (const row of rows.EmailPostDeliveryEvents) tables.add("EmailPostDeliveryEvents", row);
		}
		const pick = rhythm.picker(hour, random);
		for (let left = rhythm.quota(hour, everyday); left > 0; left--)
			background.click(pick(), rhythm.moment(hour, random));
		const quiet = rhythm.quota(hour, Math.round(clicks * 0.6));
		for (let left = quiet; left > 0; left--) background.quietMail(pick(), rhythm.moment(hour, random));
		const pickSignIn = rhythm.picker(hour, signIns);
		for (let left = rhythm.quota(hour, signInTotal); left > 0; left--) {
			due.add("SigninLogs", ordinarySignIn(signIns, pickSignIn(), rhythm.moment(hour, signIns)));
		}
		for (const table of ["UrlClickEvents", "SigninLogs"] as const) {
			for (const row of due.take(table, hour)) {
				if (table === "UrlClickEvents" && ++written > clicks) break;
				tables.add(table, row);
			}
		}
		if (hour % (IDENTITY_SNAPSHOT_DAYS * 24) === 2 || hour === rhythm.hours - 2) {
			const time = start + hour * HOUR;
			for (const person of staff) {
				tables.add(
					"IdentityInfo",
					identityRow(
						person,
						staff,
						time + (person.index % 1800) * 1000,
						(risky.get(person.upn) ?? until) < time,
					),
				);
			}
		}
		await tables.drain();
		if (hour % 24 === 23) {
			onProgress?.({ days: (hour + 1) / 24, clicks: Math.min(written, clicks) });
			await nextTurn();
		}
	}
}

type SampleTable =
	| "UrlClickEvents"
	| "EmailEvents"
	| "EmailPostDeliveryEvents"
	| "SigninLogs"
	| "IdentityInfo";

class SampleTables {
	readonly #writers: ReadonlyMap<string, { writer: PartWriter; columns: readonly string[] }>;

	readonly #converter: PartConverter;

	constructor(folder: string) {
		this.#converter = new PartConverter(folder, [], diskReserve());
		this.#writers = new Map(
			KNOWN_TABLES.map(({ name, columns }) => [
				name,
				{
					writer: new PartWriter({ converter: this.#converter, table: name, columns }),
					columns: columns.map((column) => column.name),
				},
			]),
		);
	}

	add(table: SampleTable, row: Row): void {
		const target = this.#writers.get(table);
		if (target === undefined) throw new Error(`No schema for ${table}.`);
		target.writer.append(target.columns.map((column) => row[column] ?? null));
	}

	async drain(): Promise<void> {
		for (const { writer } of this.#writers.values()) await writer.drain();
	}

	async finish(source: PartSource) {
		const parts = [];
		for (const { writer } of this.#writers.values()) parts.push(...(await writer.finish(source)));
		return parts;
	}

	async close(): Promise<void> {
		for (const { writer } of this.#writers.values()) await writer.close();
		await this.#converter.close();
	}
}

/** Rows waiting for the hour they belong to, so that the tables come out in order of time. */
class HourBuckets {
	readonly #waiting = new Map<string, Row[]>();

	constructor(readonly start: number) {}

	add(table: SampleTable, row: Row): void {
		const hour = Math.floor((Number(row.TimeGenerated) / 1000 - this.start) / HOUR);
		const key = `${table} ${hour}`;
		const rows = this.#waiting.get(key);
		if (rows) rows.push(row);
		else this.#waiting.set(key, [row]);
	}

	take(table: SampleTable, hour: number): Row[] {
		const key = `${table} ${hour}`;
		const rows = this.#waiting.get(key) ?? [];
		this.#waiting.delete(key);
		return rows.sort((a, b) => Number(a.TimeGenerated) - Number(b.TimeGenerated));
	}
}
