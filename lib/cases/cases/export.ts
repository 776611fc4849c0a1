import { z } from "zod";
import { allPages, type Columns, exportText } from "@/lib/core/export";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { listCases } from "./list";
import { CASE_PAGE_LIMIT, type CaseSummary, caseListInput } from "./schema";

export const caseExportInput = caseListInput
	.omit({ cursor: true, limit: true })
	.extend({ format: z.enum(["csv", "jsonl"]).default("csv") });
export type CaseExportInput = z.infer<typeof caseExportInput>;

const COLUMNS: Columns<CaseSummary> = [
	["number", (of) => of.number],
	["title", (of) => of.title],
	["severity", (of) => of.severity],
	["tlp", (of) => of.tlp],
	["status", (of) => of.status],
	["classification", (of) => of.classification],
	["classification_reason", (of) => of.classificationReason],
	["owner", (of) => of.owner?.name ?? null],
	["due_utc", (of) => of.dueAt],
	["next_action", (of) => of.nextAction],
	["next_action_owner", (of) => of.nextActionOwner?.name ?? null],
	["next_action_utc", (of) => of.nextActionAt],
	["waiting_for", (of) => of.waitingFor],
	["waiting_since_utc", (of) => of.waitingSince],
	["tags", (of) => of.tags.join(", ")],
	["findings", (of) => of.findings],
	["open_tasks", (of) => of.tasks.open],
	["created_utc", (of) => of.createdAt],
	["created_by", (of) => of.createdBy],
	["acknowledged_utc", (of) => of.acknowledgedAt],
	["contained_utc", (of) => of.containedAt],
	["resolved_utc", (of) => of.resolvedAt],
	["closed_utc", (of) => of.closedAt],
	["sample", (of) => of.sample],
];

/** All cases that match, as text in chunks of a page each. */
export async function* exportCases(
	ctx: Context,
	{ format, ...input }: CaseExportInput,
): AsyncGenerator<string> {
	authorize(ctx.actor, "cases.read");
	const pages = allPages((from) => listCases(ctx, { ...input, limit: CASE_PAGE_LIMIT, ...from }));
	yield* exportText(format, pages, COLUMNS);
}
