import { utcMinute } from "@/lib/core/text-rules";
import { type DelayFacts, MOST_OVERLAP_MS, overlapFor } from "@/lib/sources/workspaces/overlap-rules";

/** What is said of each thing that is looked at, in sentences for the person who has to do something about it. */

export const LEVELS = ["ok", "warning", "failing"] as const;
export type Level = (typeof LEVELS)[number];

/** One thing that was looked at. */
export interface Check {
	/** The same every time, for programs. */
	readonly id: string;
	readonly title: string;
	readonly level: Level;
	/** One sentence for a person. */
	readonly says: string;
	/** What to do about it; null where nothing is to be done. */
	readonly remedy: string | null;
	/** Where to do it; a path within the app. */
	readonly link?: { readonly href: string; readonly label: string } | undefined;
}

/** What came of one look. @param remedy null where nothing is to be done */
export function check(
	{ id, title }: Pick<Check, "id" | "title">,
	level: Level,
	says: string,
	remedy: string | null = null,
): Check {
	return { id, title, level, says, remedy };
}

export interface Section {
	/** `installation`, or the workspace's id. */
	readonly id: string;
	readonly kind: "installation" | "local" | "sentinel";
	readonly title: string;
	/** The worst of its checks. */
	readonly level: Level;
	readonly checks: readonly Check[];
}

export interface HealthReport {
	/** ISO 8601 in UTC. */
	readonly at: string;
	/** The worst of all. */
	readonly level: Level;
	readonly sections: readonly Section[];
}

/** How far the checks have come: so many of so many, and what is looked at now. */
export interface HealthProgress {
	readonly done: number;
	readonly total: number;
	readonly doing: string;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const GIB = 1024 ** 3;

const RANK: Record<Level, number> = { ok: 0, warning: 1, failing: 2 };

export function worst(levels: readonly Level[]): Level {
	return levels.reduce<Level>((most, level) => (RANK[level] > RANK[most] ? level : most), "ok");
}

export function toSection(about: Pick<Section, "id" | "kind" | "title">, checks: readonly Check[]): Section {
	return { ...about, level: worst(checks.map(({ level }) => level)), checks: [...checks] };
}

export function toReport(at: Date, sections: readonly Section[]): HealthReport {
	return {
		at: at.toISOString(),
		level: worst(sections.map(({ level }) => level)),
		sections: [...sections],
	};
}

/** A stretch of time in its largest whole unit: `4 minutes`. @param ms not negative */
export function stretch(ms: number): string {
	const [size, name] =
		ms >= 2 * DAY
			? [DAY, "day"]
			: ms >= 2 * HOUR
				? [HOUR, "hour"]
				: ms >= 2 * MINUTE
					? [MINUTE, "minute"]
					: [SECOND, "second"];
	const count = Math.round(ms / size);
	return `${count.toLocaleString("en")} ${name}${count === 1 ? "" : "s"}`;
}

/** The oldest Node.js is that of `engines` in package.json. @param version as in `20.19.0` */
export function nodeCheck(version: string): Check {
	const [major = 0, minor = 0] = version.split(".").map(Number);
	const enough = major > 20 || (major === 20 && minor >= 19);
	return check(
		{ id: "node", title: "Node.js" },
		enough ? "ok" : "failing",
		enough ? `${version} is new enough.` : `${version} is too old.`,
		enough ? null : "Install Node.js 20.19 or newer; 24 is recommended.",
	);
}

/** @param free bytes that this user may still write */
export function diskCheck(free: number, directory: string): Check {
	const level = free < GIB / 2 ? "failing" : free < 2 * GIB ? "warning" : "ok";
	return check(
		{ id: "disk", title: "Disk room" },
		level,
		`${(free / GIB).toFixed(1)} GB are free where the data directory is${level === "ok" ? "." : ", which is little."}`,
		level === "ok" ? null : `Free some room on the disk of ${directory}, or move DATA_DIRECTORY elsewhere.`,
	);
}

/** @param ahead milliseconds by which this machine's clock is ahead of the service's; negative: behind */
export function clockCheck(ahead: number): Check {
	const off = Math.abs(ahead);
	// Entra ID takes what was signed up to five minutes off.
	const level = off > 5 * MINUTE ? "failing" : off > 30 * SECOND ? "warning" : "ok";
	return check(
		{ id: "clock", title: "Clock" },
		level,
		level === "ok"
			? `This machine's clock agrees with the workspace's to within ${stretch(Math.max(off, SECOND))}.`
			: `This machine's clock is ${stretch(off)} ${ahead > 0 ? "ahead of" : "behind"} the workspace's.`,
		level === "ok"
			? null
			: "Synchronise this machine's clock (NTP): windows end at its current time, and Entra ID refuses what is signed five minutes off.",
	);
}

export interface TableFacts {
	readonly name: string;
	/** Rows of the last 30 days. */
	readonly rows: number;
	readonly newest: Date | null;
	/** Hunts that read it, by name. */
	readonly hunts: readonly string[];
	/** Data connectors that these hunts name. */
	readonly connectors: readonly string[];
}

/** Which of the tables that the hunts read are there. */
export function tableChecks(
	kind: "local" | "sentinel",
	needed: readonly Pick<TableFacts, "name" | "hunts" | "connectors">[],
	present: readonly string[],
): Check[] {
	const missing = needed.filter(({ name }) => !present.includes(name));
	if (needed.length === 0) {
		return [
			check(
				{ id: "tables", title: "Tables" },
				"warning",
				"The catalogue's hunts read no table, or there are no hunts.",
				"Put hunts into the directory of HUNTS_DIRECTORY.",
			),
		];
	}
	if (missing.length === 0) {
		const names = needed.map(({ name }) => name).join(", ");
		return [
			check(
				{ id: "tables", title: "Tables" },
				"ok",
				needed.length === 1
					? `The one table that the hunts read is there: ${names}.`
					: `The ${needed.length} tables that the hunts read are there: ${names}.`,
			),
		];
	}
	return missing.map(({ name, hunts, connectors }) =>
		check(
			{ id: `table:${name}`, title: name },
			"failing",
			`There is no table ${name}; ${quoted(hunts)} ${hunts.length === 1 ? "needs" : "need"} it.`,
			kind === "local"
				? `Import an export of it: \`npm run import -- FILE --table ${name}\`, or on the Workspace page.`
				: connectors.length > 0
					? `Connect the data connector ${connectors.join(" or ")} to the workspace, and have it send ${name}.`
					: `Connect the data connector that sends ${name} to the workspace.`,
		),
	);
}

function quoted(names: readonly string[]): string {
	const shown = names.slice(0, 2).map((name) => `“${name}”`);
	if (names.length > 2) shown.push(`${names.length - 2} more`);
	return shown.length === 1 ? String(shown[0]) : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}

/** How old a table's newest row is. Tables of files do not grow by themselves, so there age is no fault. */
export function newestCheck(
	kind: "local" | "sentinel",
	{ name, newest, connectors }: TableFacts,
	now: Date,
): Check {
	const about = { id: `newest:${name}`, title: `${name}, newest row` };
	if (newest === null) {
		return check(
			about,
			kind === "local" ? "warning" : "failing",
			kind === "local" ? `${name} has no row with a time.` : `${name} has had no row in the last 30 days.`,
			kind === "local"
				? `Import an export of it: \`npm run import -- FILE --table ${name}\`.`
				: feedRemedy(name, connectors),
		);
	}
	const age = Math.max(0, now.getTime() - newest.getTime());
	if (kind === "local") {
		return check(
			about,
			"ok",
			`It is of ${utcMinute(newest)}; it comes from a file, so its age doesn't show whether a feed works.`,
		);
	}
	const level = age > 7 * DAY ? "failing" : age > DAY ? "warning" : "ok";
	return check(
		about,
		level,
		`It is ${stretch(age)} old (${utcMinute(newest)}).`,
		level === "ok" ? null : feedRemedy(name, connectors),
	);
}

function feedRemedy(name: string, connectors: readonly string[]): string {
	const from = connectors.length > 0 ? ` (${connectors.join(" or ")})` : "";
	return `See whether its data connector${from} still sends ${name}, under Data connectors in Sentinel; a quiet weekend looks the same.`;
}

export function delayCheck(kind: "local" | "sentinel", name: string, delay: DelayFacts | null): Check {
	const about = { id: `delay:${name}`, title: `${name}, ingestion delay` };
	if (delay === null) {
		return check(
			about,
			"ok",
			kind === "local"
				? "Not measured: rows from files carry no time of ingestion."
				: "Not measured: the table has no time of ingestion for its newest rows.",
		);
	}
	const late = delay.most > MOST_OVERLAP_MS;
	const says = `Half of the newest ${delay.rows.toLocaleString("en")} rows came within ${stretch(Math.max(0, delay.median))}, 95 % within ${stretch(Math.max(0, delay.most))}. Scheduled runs look back over the last ${stretch(overlapFor(delay.most))} again.`;
	return check(
		about,
		late ? "warning" : "ok",
		says,
		late ? "What comes later than that is only found by a run over a longer window." : null,
	);
}
