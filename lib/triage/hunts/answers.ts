/** What the routes of hunts, runs and the workspace answer. Each schema is held to its type in schema.ts. */
import { z } from "zod";
import type { WorkspaceOverview } from "@/lib/sources/workspaces/overview";
import type { WorkspaceState } from "@/lib/sources/workspaces/workspace-state";
import {
	type Coverage,
	type HuntDetail,
	type HuntList,
	type HuntSummary,
	RUN_STATUSES,
	RUN_TRIGGERS,
	type RunHistory,
	type RunPage,
	type RunSummary,
} from "@/lib/triage/catalogue/schema";

const instant = z.iso.datetime();
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
		sample: z.boolean(),
		from: instant,
		to: instant,
		status: z.enum(RUN_STATUSES),
		phase: z.enum(["query", "evidence", "ingest"]).nullable(),
		waiting: z
			.discriminatedUnion("for", [
				z.object({ for: z.literal("place") }),
				z.object({ for: z.literal("slot"), ahead: z.int() }),
				z.object({ for: z.literal("service"), until: instant }),
			])
			.nullable(),
		rowsRead: z.int(),
		evidenceRows: z.int(),
		findings: z.object({ new: z.int(), seen: z.int(), changed: z.int() }),
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
		slotAt: instant.nullable(),
		slotsMissed: z.int(),
		cancelRequested: z.boolean(),
		pauseRequested: z.boolean(),
		readUntil: instant.nullable(),
		resumedAt: instant.nullable(),
		resumedFrom: instant.nullable(),
		createdAt: instant,
		startedAt: instant.nullable(),
		finishedAt: instant.nullable(),
	})
	.meta({ id: "Run" }) satisfies z.ZodType<RunSummary>;

export const runHistoryAnswer = z.object({
	step: z.enum(["hour", "day", "week"]),
	periods: z.array(
		z.object({
			from: instant,
			runs: z.int(),
			new: z.int(),
			changed: z.int(),
			partial: z.int(),
			failed: z.int(),
			meanMs: z.int(),
			longestMs: z.int(),
		}),
	),
}) satisfies z.ZodType<RunHistory>;

export const coverage = z
	.object({
		marks: z.array(z.object({ workspaceId: z.string(), readUntil: instant })).readonly(),
		gaps: z
			.array(
				z.object({
					id: z.uuid(),
					workspaceId: z.string(),
					from: instant,
					to: instant,
					reason: z.string(),
					runId: z.uuid().nullable(),
					foundAt: instant,
				}),
			)
			.readonly(),
		moreGaps: z.int(),
	})
	.meta({ id: "Coverage" }) satisfies z.ZodType<Coverage>;

export const runPage = z.object({
	items: z.array(runSummary),
	nextCursor: z.string().nullable(),
}) satisfies z.ZodType<RunPage>;

const attack = z.object({ id: z.string().nullable(), name: z.string(), url: z.string().nullable() });

const huntSummary = z
	.object({
		id: z.string(),
		name: z.string(),
		description: z.string(),
		version: z.string(),
		tactics: z.array(attack),
		techniques: z.array(attack),
		file: z.string(),
		openFindings: z.int(),
		findings: z.int(),
		lastRun: runSummary.nullable(),
	})
	.meta({ id: "Hunt" }) satisfies z.ZodType<HuntSummary>;

export const huntList = z.object({
	hunts: z.array(huntSummary),
	total: z.int(),
	nextCursor: z.string().nullable(),
	refusedTotal: z.int(),
	reading: z.object({ read: z.int(), total: z.int() }).nullable(),
	refused: z.array(z.object({ file: z.string(), reason: z.string(), places: z.array(place) })),
}) satisfies z.ZodType<HuntList>;

const workspaceState = z.object({
	id: z.string(),
	kind: z.enum(["local", "sentinel"]),
	name: z.string(),
	sample: z.boolean(),
	problem: z.object({ message: z.string(), remedy: z.string().nullable() }).nullable(),
}) satisfies z.ZodType<WorkspaceState>;

export const huntDetail = huntSummary
	.extend({
		hypothesis: z.string(),
		kql: z.string(),
		highlighted: z.array(z.object({ text: z.string(), kind: z.string() })),
		tables: z.array(
			z.object({
				name: z.string(),
				state: z.enum(["present", "empty", "missing", "unknown"]),
				rows: z.number().nullable(),
				newest: z.string().nullable(),
			}),
		),
		connectors: z.array(z.string()),
		falsePositives: z.array(z.string()),
		workspace: workspaceState,
	})
	.meta({ id: "HuntDetail" }) satisfies z.ZodType<HuntDetail>;

const KUSTO_TYPES = [
	"bool",
	"datetime",
	"decimal",
	"dynamic",
	"guid",
	"int",
	"long",
	"real",
	"string",
	"timespan",
] as const;

export const workspaceAnswer = workspaceState
	.extend({
		tables: z.array(
			z.object({
				name: z.string(),
				columns: z.array(z.object({ name: z.string(), type: z.enum(KUSTO_TYPES) })),
				rows: z.number().nullable(),
				oldest: z.string().nullable(),
				newest: z.string().nullable(),
			}),
		),
	})
	.meta({ id: "Workspace" }) satisfies z.ZodType<WorkspaceOverview>;

export const importAnswer = z.object({
	format: z.enum(["csv", "json-array", "json-lines", "json-answer", "parquet"]),
	table: z.string(),
	tables: z.array(z.object({ table: z.string(), rowsKept: z.int(), addedColumns: z.array(z.string()) })),
	rowsRead: z.int(),
	rowsKept: z.int(),
	rowsRefused: z.int(),
	problems: z.array(
		z.object({ line: z.int(), column: z.int(), field: z.string().nullable(), message: z.string() }),
	),
	problemsTotal: z.int(),
});
