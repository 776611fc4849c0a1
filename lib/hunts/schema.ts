import { z } from "zod";
import type { Place } from "@/lib/errors";
import { instant } from "@/lib/time";
import type { WindowPreset } from "./windows";

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

export interface HuntList {
	readonly hunts: readonly HuntSummary[];
	readonly refused: readonly RefusedHunt[];
}

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
	/** `unknown` when the workspace could not be asked. */
	readonly state: "present" | "empty" | "missing" | "unknown";
	readonly rows: number | null;
	readonly newest: string | null;
}

/** The workspace hunts run against, and what stands in the way if anything does. */
export interface WorkspaceState {
	readonly id: string;
	readonly kind: "local" | "sentinel";
	readonly name: string;
	/** True while the workspace holds generated sample data. */
	readonly sample: boolean;
	readonly problem: { readonly message: string; readonly remedy: string | null } | null;
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
	/** Why its query is not under way although the run is; null while it is, and at all other times. */
	readonly waiting: RunWait | null;
	readonly rowsRead: number;
	readonly evidenceRows: number;
	readonly findings: { readonly new: number; readonly seen: number; readonly changed: number };
	readonly problem: RunProblem | null;
	readonly requestedBy: string;
	readonly cancelRequested: boolean;
	readonly createdAt: string;
	readonly startedAt: string | null;
	readonly finishedAt: string | null;
}

/** A page of runs, newest first. `nextCursor` is null on the last one. */
export interface RunPage {
	readonly items: readonly RunSummary[];
	readonly nextCursor: string | null;
}

/** What a run's query waits for: its turn after others of the same identity, or the service, which wants to be left alone. */
export type RunWait =
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

/** A run's window: one of the presets, or from (inclusive) and to (exclusive). Default: the last 7 days. */
export const runInput = z.union([
	z.strictObject({ from: instant, to: instant }),
	z.strictObject({ preset: z.enum(["24h", "7d", "30d", "90d"] satisfies WindowPreset[]).default("7d") }),
]);
export type RunInput = z.input<typeof runInput>;

/** Of a route to one hunt: its id is whatever its file says. */
export const huntParams = z.object({ id: z.string().min(1).max(200) });

/** How a list of runs is paged. */
export const runPageInput = z.object({
	cursor: z.string().max(1_000).optional(),
	limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const runListInput = runPageInput.extend({ huntId: z.string().max(200).optional() });
export type RunListInput = z.input<typeof runListInput>;
