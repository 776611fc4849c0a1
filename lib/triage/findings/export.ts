import { z } from "zod";
import { defang } from "@/lib/core/defang";
import { allPages, type Columns, exportText } from "@/lib/core/export";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { huntName } from "@/lib/triage/catalogue/catalogue";
import { listFindings } from "./list";
import { type FindingSummary, findingListInput, PAGE_LIMIT } from "./schema";

export const exportInput = findingListInput
	.omit({ cursor: true, limit: true })
	.extend({ format: z.enum(["csv", "json"]).default("csv") });
export type ExportInput = z.infer<typeof exportInput>;

/** A finding with what a list leaves out and a file should say by itself. */
interface ExportedFinding extends FindingSummary {
	readonly huntName: string;
	readonly caseNumber: number | null;
	readonly reportId: string | null;
	readonly networkMessageId: string | null;
	readonly appName: string | null;
}

const COLUMNS: Columns<ExportedFinding> = [
	["id", (f) => f.id],
	["status", (f) => f.status],
	["account_upn", (f) => f.accountUpn],
	["clicked_through", (f) => f.clickedThrough],
	["threat_types", (f) => f.threatTypes.join(", ")],
	["event_time_utc", (f) => f.eventAt],
	["url_defanged", (f) => (f.url === null ? null : defang(f.url))],
	["action_type", (f) => f.actionType],
	["workload", (f) => f.workload],
	["app", (f) => f.appName],
	["ip_address", (f) => f.ipAddress],
	["report_id", (f) => f.reportId],
	["network_message_id", (f) => f.networkMessageId],
	["workspace_id", (f) => f.workspaceId],
	["hunt_id", (f) => f.huntId],
	["hunt", (f) => f.huntName],
	["case_number", (f) => f.caseNumber],
	["first_seen_utc", (f) => f.firstSeenAt],
	["last_seen_utc", (f) => f.lastSeenAt],
	["verdict", (f) => f.decision?.verdict ?? null],
	["reason", (f) => f.decision?.reason ?? null],
	["note", (f) => f.decision?.note ?? null],
	["decided_by", (f) => f.decision?.by.name ?? null],
	["decided_by_verified", (f) => f.decision?.by.verified ?? null],
	["decided_at_utc", (f) => f.decision?.at ?? null],
	["sample", (f) => f.sample],
];

/**
 * All findings that match, as text in chunks of a page each. CSV is for people: no URL in it is live, wherever it
 * stands. JSON is for programs and holds everything as it is stored.
 */
export async function* exportFindings(
	ctx: Context,
	{ format, ...input }: ExportInput,
): AsyncGenerator<string> {
	authorize(ctx.actor, "findings.read");
	const pages = allPages(async (from) => {
		const { items, nextCursor } = await listFindings(ctx, { ...input, limit: PAGE_LIMIT, ...from });
		return { items: await withDetails(ctx, items), nextCursor };
	});
	yield* exportText(format, pages, COLUMNS);
}

async function withDetails(ctx: Context, findings: readonly FindingSummary[]): Promise<ExportedFinding[]> {
	const details = await ctx.db.finding.findMany({
		where: { id: { in: findings.map(({ id }) => id) } },
		select: {
			id: true,
			reportId: true,
			networkMessageId: true,
			appName: true,
			inCase: { select: { case: { select: { number: true } } } },
		},
	});
	const byId = new Map(details.map((detail) => [detail.id, detail]));
	const names = new Map<string, string>();
	for (const { huntId } of findings) if (!names.has(huntId)) names.set(huntId, await huntName(huntId));
	return findings.map((finding) => {
		const detail = byId.get(finding.id);
		return {
			...finding,
			huntName: names.get(finding.huntId) ?? finding.huntId,
			caseNumber: detail?.inCase?.case.number ?? null,
			reportId: detail?.reportId ?? null,
			networkMessageId: detail?.networkMessageId ?? null,
			appName: detail?.appName ?? null,
		};
	});
}
