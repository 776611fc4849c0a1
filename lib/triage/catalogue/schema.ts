import { z } from "zod";
import { type Answer, utcInstant } from "@/lib/core/answer";
import { choices, filterSchema, list, time } from "@/lib/core/filters";
import { instant } from "@/lib/core/time";
import type { WindowPreset } from "@/lib/sources/workspaces/windows";
import { workspaceStateAnswer } from "@/lib/sources/workspaces/workspace-state";

/** What goes in and out of the verbs on hunts and runs. Instants are ISO 8601 in UTC. */

export const RUN_STATUSES = [
	"queued",
	"running",
	"paused",
	"succeeded",
	"partial",
	"failed",
	"cancelled",
] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

export const RUN_TRIGGERS = ["person", "schedule", "backfill"] as const;
export type RunTrigger = (typeof RUN_TRIGGERS)[number];

const place = z.object({
	message: z.string(),
	file: z.string().exactOptional(),
	line: z.int().exactOptional(),
	column: z.int().exactOptional(),
	row: z.int().exactOptional(),
	field: z.string().exactOptional(),
});

export const runSummary = z
	.object({
		id: z.uuid(),
		huntId: z.string(),
		huntName: z.string(),
		huntVersion: z.string(),
		workspaceId: z.string(),
		/** All it read was generated sample data; false until it has read. */
		sample: z.boolean(),
		from: utcInstant,
		to: utcInstant,
		status: z.enum(RUN_STATUSES),
		phase: z.enum(["query", "evidence", "ingest"]).nullable(),
		/**
		 * Why it is not under way, where other work is the reason. A list does not say it of a queued run. That waits for a
		 * place, while others run; a running one's query for its turn after others of the same identity, or for the service,
		 * which wants to be left alone.
		 */
		waiting: z
			.discriminatedUnion("for", [
				z.object({ for: z.literal("place") }),
				z.object({ for: z.literal("slot"), ahead: z.int() }),
				z.object({ for: z.literal("service"), until: utcInstant }),
			])
			.nullable(),
		rowsRead: z.int(),
		evidenceRows: z.int(),
		findings: z.object({ new: z.int(), seen: z.int(), changed: z.int() }),
		/** Why it is partial or failed. */
		problem: z
			.object({
				code: z.string(),
				message: z.string(),
				remedy: z.string().optional(),
				places: z.array(place).optional(),
			})
			.nullable(),
		requestedBy: z.string(),
		trigger: z.enum(RUN_TRIGGERS),
		/** The slot of the schedule it is for. */
		slotAt: utcInstant.nullable(),
		/** How many slots before it passed while nothing ran, and are read by it. */
		slotsMissed: z.int(),
		cancelRequested: z.boolean(),
		pauseRequested: z.boolean(),
		/** Up to where its windows are read; null before the first is. */
		readUntil: utcInstant.nullable(),
		/** When it was last started or resumed, and how far it had come then. */
		resumedAt: utcInstant.nullable(),
		resumedFrom: utcInstant.nullable(),
		createdAt: utcInstant,
		startedAt: utcInstant.nullable(),
		finishedAt: utcInstant.nullable(),
	})
	.meta({ id: "Run" });
export type RunSummary = Answer<typeof runSummary>;
export type RunWait = NonNullable<RunSummary["waiting"]>;
export type RunProblem = NonNullable<RunSummary["problem"]>;

/** A page of runs, newest first. `nextCursor` is null on the last one. */
export const runPage = z.object({ items: z.array(runSummary), nextCursor: z.string().nullable() });
export type RunPage = Answer<typeof runPage>;

/** A run with the query it sent. */
export interface RunDetail extends RunSummary {
	readonly workspaceName: string;
	readonly workspaceKind: "local" | "sentinel";
	/** The query as it was sent; the hunt's file may have changed since. */
	readonly kql: string;
	/** That query in coloured spans. */
	readonly highlighted: HuntDetail["highlighted"];
	/** How often its work was begun: more than once after the process died in it. */
	readonly attempts: number;
}

/** A tactic or technique of MITRE ATT&CK; `url` is null where the name is not ATT&CK's. */
const attack = z.object({ id: z.string().nullable(), name: z.string(), url: z.string().nullable() });
export type Attack = Answer<typeof attack>;

/** A hunt as a list shows it. */
const huntSummary = z
	.object({
		id: z.string(),
		name: z.string(),
		description: z.string(),
		version: z.string(),
		tactics: z.array(attack),
		techniques: z.array(attack),
		/** File name within `hunts/`. */
		file: z.string(),
		openFindings: z.int(),
		findings: z.int(),
		lastRun: runSummary.nullable(),
	})
	.meta({ id: "Hunt" });
export type HuntSummary = Answer<typeof huntSummary>;

/** A page of the catalogue, by name. The refused files come with the first one, at most {@link REFUSED_LIMIT} of them. */
export const huntList = z.object({
	hunts: z.array(huntSummary),
	/** Of all pages. */
	total: z.int(),
	/** Null on the last page. */
	nextCursor: z.string().nullable(),
	refusedTotal: z.int(),
	/** Files that are read, of how many, while many are being read; until then hunts are as they were before, or missing. */
	reading: z.object({ read: z.int(), total: z.int() }).nullable(),
	/** Files of `hunts/` that are no hunt, and why. */
	refused: z.array(z.object({ file: z.string(), reason: z.string(), places: z.array(place) })),
});
export type HuntList = Answer<typeof huntList>;
export type RefusedHunt = HuntList["refused"][number];
export const REFUSED_LIMIT = 100;

/** Which hunts, and how many at once. */
export const huntListInput = z.object({
	/** Words that all stand in its name, its file's name or its tactics and techniques. */
	search: z.string().max(200).optional(),
	/** Only those that have found something or have run: `1`. */
	found: z.literal("1").optional(),
	cursor: z.string().max(200).optional(),
	limit: z.coerce.number().int().min(1).max(500).default(200),
});
export type HuntListInput = z.input<typeof huntListInput>;
/** What the triage list wants of them: to filter by, and to follow their runs. */
export const FOUND_HUNTS = { found: "1", limit: 500 } as const satisfies HuntListInput;

export const huntDetail = huntSummary
	.extend({
		/** The longer description: what the hunt supposes. */
		hypothesis: z.string(),
		kql: z.string(),
		/** The query in coloured spans. */
		highlighted: z.array(z.object({ text: z.string(), kind: z.string() })),
		tables: z.array(
			z.object({
				name: z.string(),
				/** `unknown` when the workspace couldn’t be queried. */
				state: z.enum(["present", "empty", "missing", "unknown"]),
				rows: z.number().nullable(),
				newest: z.string().nullable(),
			}),
		),
		connectors: z.array(z.string()),
		falsePositives: z.array(z.string()),
		workspace: workspaceStateAnswer,
	})
	.meta({ id: "HuntDetail" });
export type HuntDetail = Answer<typeof huntDetail>;
export type RequiredTable = HuntDetail["tables"][number];

export function isFinished(status: RunStatus): boolean {
	return status !== "queued" && status !== "running" && status !== "paused";
}

/** Where it runs; default: the first workspace of the actor's. */
const runWorkspace = z.string().max(200).optional();

/** A run's window: one of the presets, or from (inclusive) and to (exclusive). Default: the last 7 days. */
export const runInput = z.union([
	/** Where the hunt's last run ended, to now: what the next slot of its schedule would read. */
	z.strictObject({ next: z.literal(true), workspaceId: runWorkspace }),
	z.strictObject({ from: instant, to: instant, workspaceId: runWorkspace }),
	z.strictObject({
		workspaceId: runWorkspace,
		preset: z.enum(["24h", "7d", "30d", "90d"] satisfies WindowPreset[]).default("7d"),
	}),
]);
export type RunInput = z.input<typeof runInput>;

/** A period that is read again: from (inclusive) and to (exclusive). */
export const backfillInput = z.strictObject({ from: instant, to: instant, workspaceId: runWorkspace });
export type BackfillInput = z.input<typeof backfillInput>;

/** A part of time that a hunt has not read whole. */
export const gapSummary = z.object({
	id: z.uuid(),
	workspaceId: z.string(),
	from: utcInstant,
	to: utcInstant,
	reason: z.string(),
	runId: z.uuid().nullable(),
	foundAt: utcInstant,
});

/** How far a hunt has read its workspaces, and what is missing before that. */
export const coverage = z
	.object({
		/** One for each workspace that it has read. */
		marks: z.array(z.object({ workspaceId: z.string(), readUntil: utcInstant })).readonly(),
		/** Parts of time that it has not read whole: open ones, the earliest first; at most {@link GAP_LIMIT}. */
		gaps: z.array(gapSummary).readonly(),
		moreGaps: z.int(),
	})
	.meta({ id: "Coverage" });
export type Coverage = Answer<typeof coverage>;
export type GapSummary = Coverage["gaps"][number];
export const GAP_LIMIT = 100;

/** Which workspace; default: the first of the actor's. */
export const workspaceInput = z.object({ workspace: z.string().max(200).optional() });

/** Of a route to one hunt: its id is whatever its file says. */
export const huntParams = z.object({ id: z.string().min(1).max(200) });

/** How a list of runs is paged. */
export const runPageInput = z.object({
	cursor: z.string().max(1_000).optional(),
	limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** The filters of runs. What each asks of a run: lib/triage/runs/run-where.ts. */
export const RUN_FILTERS = {
	hunt: list("Hunt", z.string().max(200)),
	workspace: list("Workspace", z.string().max(200)),
	status: choices("Status", RUN_STATUSES),
	trigger: choices("Started by", RUN_TRIGGERS),
	/** When they were asked for. */
	from: time("From"),
	to: time("Until"),
};

/** Which runs; every member narrows, and a list means any of its members. */
export const runFilter = filterSchema(RUN_FILTERS);
export type RunFilter = z.infer<typeof runFilter>;

export const runListInput = runPageInput.extend(runFilter.shape);
export const runExportInput = runFilter.extend({ format: z.enum(["csv", "jsonl"]).default("csv") });
export type RunExportInput = z.infer<typeof runExportInput>;

export type RunListInput = z.input<typeof runListInput>;

/** What the runs of each hour, day or week came to. The oldest period first, without a hole. */
export const runHistoryAnswer = z.object({
	step: z.enum(["hour", "day", "week"]),
	periods: z.array(
		z.object({
			/** Its beginning, in UTC. */
			from: utcInstant,
			runs: z.int(),
			new: z.int(),
			changed: z.int(),
			partial: z.int(),
			failed: z.int(),
			/** Of those that began and ended, in milliseconds. */
			meanMs: z.int(),
			longestMs: z.int(),
		}),
	),
});
export type RunHistory = Answer<typeof runHistoryAnswer>;
export type RunPeriod = RunHistory["periods"][number];
