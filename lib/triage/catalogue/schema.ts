import { z } from "zod";
import type { Place } from "@/lib/core/errors";
import { listOf } from "@/lib/core/input/list-of";
import { instant } from "@/lib/core/time";
import type { WindowPreset } from "@/lib/sources/workspaces/windows";
import type { WorkspaceState } from "@/lib/sources/workspaces/workspace-state";

/** A hunt as a list shows it. Instants are ISO 8601 in UTC. */
export interface HuntSummary {
	readonly id: string;
	readonly name: string;
	readonly description: string;
	readonly version: string;
	readonly tactics: readonly Attack[];
	readonly techniques: readonly Attack[];
	/** File name within `hunts/`. */
	readonly file: string;
	readonly openFindings: number;
	readonly findings: number;
	readonly lastRun: RunSummary | null;
}

/** A tactic or technique of MITRE ATT&CK; `url` is null where the name is not ATT&CK's. */
export interface Attack {
	readonly id: string | null;
	readonly name: string;
	readonly url: string | null;
}

/** A file of `hunts/` that is no hunt, and why. */
export interface RefusedHunt {
	readonly file: string;
	readonly reason: string;
	readonly places: readonly (Place & { readonly message: string })[];
}

/** A page of the catalogue, by name. The refused files come with the first one, at most {@link REFUSED_LIMIT} of them. */
export interface HuntList {
	readonly hunts: readonly HuntSummary[];
	/** Of all pages. */
	readonly total: number;
	/** Null on the last page. */
	readonly nextCursor: string | null;
	readonly refused: readonly RefusedHunt[];
	readonly refusedTotal: number;
	/** Files that are read, of how many, while many are being read; until then hunts are as they were before, or missing. */
	readonly reading: { readonly read: number; readonly total: number } | null;
}
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

export interface HuntDetail extends HuntSummary {
	/** The longer description: what the hunt supposes. */
	readonly hypothesis: string;
	readonly kql: string;
	/** The query in coloured spans. */
	readonly highlighted: readonly { readonly text: string; readonly kind: string }[];
	readonly tables: readonly RequiredTable[];
	readonly connectors: readonly string[];
	readonly falsePositives: readonly string[];
	readonly workspace: WorkspaceState;
}

export interface RequiredTable {
	readonly name: string;
	/** `unknown` when the workspace couldn’t be queried. */
	readonly state: "present" | "empty" | "missing" | "unknown";
	readonly rows: number | null;
	readonly newest: string | null;
}

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

export interface RunSummary {
	readonly id: string;
	readonly huntId: string;
	readonly huntName: string;
	readonly huntVersion: string;
	readonly workspaceId: string;
	/** All it read was generated sample data; false until it has read. */
	readonly sample: boolean;
	readonly from: string;
	readonly to: string;
	readonly status: RunStatus;
	readonly phase: "query" | "evidence" | "ingest" | null;
	/** Why it is not under way, where other work is the reason. A list does not say it of a queued run. */
	readonly waiting: RunWait | null;
	readonly rowsRead: number;
	readonly evidenceRows: number;
	readonly findings: { readonly new: number; readonly seen: number; readonly changed: number };
	readonly problem: RunProblem | null;
	readonly requestedBy: string;
	readonly trigger: RunTrigger;
	/** The slot of the schedule it is for. */
	readonly slotAt: string | null;
	/** How many slots before it passed while nothing ran, and are read by it. */
	readonly slotsMissed: number;
	readonly cancelRequested: boolean;
	readonly pauseRequested: boolean;
	/** Up to where its windows are read; null before the first is. */
	readonly readUntil: string | null;
	/** When it was begun or taken up last, and where it then stood. */
	readonly resumedAt: string | null;
	readonly resumedFrom: string | null;
	readonly createdAt: string;
	readonly startedAt: string | null;
	readonly finishedAt: string | null;
}

/** A page of runs, newest first. `nextCursor` is null on the last one. */
export interface RunPage {
	readonly items: readonly RunSummary[];
	readonly nextCursor: string | null;
}

/**
 * What a queued run waits for: a place, while others run. What a running one's query waits for: its turn after others
 * of the same identity, or the service, which wants to be left alone.
 */
export type RunWait =
	| { readonly for: "place" }
	| { readonly for: "slot"; readonly ahead: number }
	| { readonly for: "service"; readonly until: string };

/** A run with the query it sent. */
export interface RunDetail extends RunSummary {
	readonly workspaceName: string;
	readonly workspaceKind: "local" | "sentinel";
	/** The query as it was sent; the hunt's file may have changed since. */
	readonly kql: string;
	/** That query in coloured spans. */
	readonly highlighted: readonly { readonly text: string; readonly kind: string }[];
	/** How often its work was begun: more than once after the process died in it. */
	readonly attempts: number;
}

/** Why a run is partial or failed. */
export interface RunProblem {
	readonly code: string;
	readonly message: string;
	readonly remedy?: string | undefined;
	readonly places?: readonly (Place & { readonly message: string })[] | undefined;
}

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

/** A period that is read anew: from (inclusive) and to (exclusive). */
export const backfillInput = z.strictObject({ from: instant, to: instant, workspaceId: runWorkspace });
export type BackfillInput = z.input<typeof backfillInput>;

/** A part of time that a hunt has not read whole. */
export interface GapSummary {
	readonly id: string;
	readonly workspaceId: string;
	readonly from: string;
	readonly to: string;
	readonly reason: string;
	readonly runId: string | null;
	readonly foundAt: string;
}

/** How far a hunt has read its workspaces, and what is missing before that. */
export interface Coverage {
	/** One for each workspace that it has read. */
	readonly marks: readonly { readonly workspaceId: string; readonly readUntil: string }[];
	/** Open ones, the earliest first; at most {@link GAP_LIMIT}. */
	readonly gaps: readonly GapSummary[];
	readonly moreGaps: number;
}
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

/** Which runs; every member narrows, and a list means any of its members. */
export const runFilter = z.object({
	hunt: listOf(z.string().max(200)),
	workspace: listOf(z.string().max(200)),
	status: listOf(z.enum(RUN_STATUSES)),
	trigger: listOf(z.enum(RUN_TRIGGERS)),
	/** When they were asked for, from (inclusive) and to (exclusive). */
	from: instant.optional(),
	to: instant.optional(),
});
export type RunFilter = z.infer<typeof runFilter>;

export const runListInput = runPageInput.extend(runFilter.shape);
export const runExportInput = runFilter.extend({ format: z.enum(["csv", "jsonl"]).default("csv") });
export type RunExportInput = z.infer<typeof runExportInput>;

/** What the runs of an hour, a day or a week came to. */
export interface RunPeriod {
	/** Its beginning, in UTC. */
	readonly from: string;
	readonly runs: number;
	readonly new: number;
	readonly changed: number;
	readonly partial: number;
	readonly failed: number;
	/** Of those that began and ended, in milliseconds. */
	readonly meanMs: number;
	readonly longestMs: number;
}

/** The oldest period first, without a hole. */
export interface RunHistory {
	readonly step: "hour" | "day" | "week";
	readonly periods: readonly RunPeriod[];
}

export type RunListInput = z.input<typeof runListInput>;
