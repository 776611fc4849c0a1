import { allPages, type Columns, exportText } from "@/lib/core/export";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import type { RunExportInput, RunSummary } from "@/lib/triage/catalogue/schema";
import { listRuns } from "./list-runs";

const PAGE = 200;

const COLUMNS: Columns<RunSummary> = [
	["id", (run) => run.id],
	["asked_for_utc", (run) => run.createdAt],
	["started_utc", (run) => run.startedAt],
	["ended_utc", (run) => run.finishedAt],
	["status", (run) => run.status],
	["hunt_id", (run) => run.huntId],
	["hunt", (run) => run.huntName],
	["hunt_version", (run) => run.huntVersion],
	["workspace_id", (run) => run.workspaceId],
	["trigger", (run) => run.trigger],
	["requested_by", (run) => run.requestedBy],
	["slot_utc", (run) => run.slotAt],
	["slots_missed", (run) => run.slotsMissed],
	["window_from_utc", (run) => run.from],
	["window_to_utc", (run) => run.to],
	["rows_read", (run) => run.rowsRead],
	["findings_new", (run) => run.findings.new],
	["findings_seen_again", (run) => run.findings.seen],
	["findings_changed", (run) => run.findings.changed],
	["problem", (run) => run.problem?.message ?? null],
	["sample", (run) => run.sample],
];

/** All runs that match, newest first, as text in chunks of a page each. @throws AppError `invalid_input` */
export async function* exportRuns(
	ctx: Context,
	{ format, ...filter }: RunExportInput,
): AsyncGenerator<string> {
	authorize(ctx.actor, "hunts.read");
	const pages = allPages((from) => listRuns(ctx, { ...filter, limit: PAGE, ...from }));
	yield* exportText(format, pages, COLUMNS);
}
