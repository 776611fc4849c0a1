import { visibleProse, visibleText } from "@/lib/core/visible-text";
import type { Transaction } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client.ts";
import { huntLink } from "./links";
import type { Asked } from "./numbers-sql";
import { type BareItem, NO_CASE } from "./read-cases";
import { itemKey, suggestedStability } from "./rules";
import { aboutSql } from "./scope";

/** How long before the window a hunt's own past is looked at, to tell late and silent from usual. */
const PAST_MS = 14 * 24 * 3_600_000;
/** Gaps and failures that are written out; more are counted. */
const LISTED = 5;

interface HuntRow {
	readonly workspaceId: string;
	readonly workspaceName: string;
	readonly huntId: string;
	readonly huntName: string;
	readonly runs: number;
	readonly failed: number;
	readonly partial: number;
	readonly succeeded: number;
	readonly rowsInWindow: number;
	readonly pastSucceeded: number;
	readonly pastRows: number;
	readonly lastGoodAt: Date | null;
	readonly lastProblem: string | null;
	readonly sample: boolean;
}

/** Every hunt that ran in the window or in the two weeks before, and how. */
export function huntsSql(asked: Asked): Prisma.Sql {
	const past = new Date(asked.from.getTime() - PAST_MS);
	return Prisma.sql`
		WITH runs AS (
			SELECT r.*, r."createdAt" >= ${asked.from} AS recent FROM "HuntRun" r
			WHERE r."createdAt" >= ${past} AND r."createdAt" < ${asked.to} AND ${aboutSql(asked.workspaces, 'r."workspaceId"')})
		SELECT r."workspaceId", w."name" AS "workspaceName", r."huntId",
			(array_agg(r."huntName" ORDER BY r."createdAt" DESC))[1] AS "huntName",
			count(*) FILTER (WHERE recent)::int AS "runs",
			count(*) FILTER (WHERE recent AND r."status" = 'failed')::int AS "failed",
			count(*) FILTER (WHERE recent AND r."status" = 'partial')::int AS "partial",
			count(*) FILTER (WHERE recent AND r."status" = 'succeeded')::int AS "succeeded",
			coalesce(sum(r."rowsRead") FILTER (WHERE recent AND r."status" IN ('succeeded', 'partial')), 0)::int AS "rowsInWindow",
			count(*) FILTER (WHERE NOT recent AND r."status" IN ('succeeded', 'partial'))::int AS "pastSucceeded",
			coalesce(sum(r."rowsRead") FILTER (WHERE NOT recent AND r."status" IN ('succeeded', 'partial')), 0)::int AS "pastRows",
			max(r."finishedAt") FILTER (WHERE r."status" = 'succeeded') AS "lastGoodAt",
			(array_agg(r."problem"->>'message' ORDER BY r."createdAt" DESC)
				FILTER (WHERE recent AND r."status" IN ('failed', 'partial')))[1] AS "lastProblem",
			bool_and(r."sample") AS "sample"
		FROM runs r JOIN "Workspace" w ON w."id" = r."workspaceId"
		GROUP BY r."workspaceId", w."name", r."huntId" ORDER BY 4, 2`;
}

/** Hunts that failed, read in part or have gaps, and feeds that are late or silent. */
export async function readHunts(tx: Transaction, asked: Asked): Promise<BareItem[]> {
	const rows = await tx.$queryRaw<HuntRow[]>(huntsSql(asked));
	const gaps = await tx.huntGap.findMany({
		where: {
			filledAt: null,
			...(asked.workspaces.length === 0 ? {} : { workspaceId: { in: [...asked.workspaces] } }),
		},
		orderBy: [{ from: "asc" }, { id: "asc" }],
	});
	const names = new Map(rows.map((row) => [`${row.workspaceId}\n${row.huntId}`, row]));
	const gapsOf = new Map<string, Gap[]>();
	for (const gap of gaps) {
		const key = `${gap.workspaceId}\n${gap.huntId}`;
		gapsOf.set(key, [...(gapsOf.get(key) ?? []), gap]);
	}
	const keys = new Set([...names.keys(), ...gapsOf.keys()]);
	return [...keys].flatMap((key) => {
		const [workspaceId = "", huntId = ""] = key.split("\n");
		const row = names.get(key);
		return [...troubled(workspaceId, huntId, row, gapsOf.get(key) ?? []), ...feed(row)];
	});
}

interface Gap {
	readonly from: Date;
	readonly to: Date;
	readonly reason: string;
}

function troubled(
	workspaceId: string,
	huntId: string,
	row: HuntRow | undefined,
	gaps: readonly Gap[],
): BareItem[] {
	const failed = row?.failed ?? 0;
	const partial = row?.partial ?? 0;
	if (failed + partial + gaps.length === 0) return [];
	const facts = [
		...(failed + partial === 0
			? []
			: [{ name: "Runs", value: `${failed} failed and ${partial} read in part, of ${row?.runs ?? 0}` }]),
		...(row?.lastProblem == null ? [] : [{ name: "Last problem", value: visibleProse(row.lastProblem) }]),
		{ name: "Last whole run", value: row?.lastGoodAt?.toISOString() ?? "None in two weeks" },
		...gaps.slice(0, LISTED).map(({ from, to, reason }) => ({
			name: "Not read",
			value: `${from.toISOString()} to ${to.toISOString()}: ${visibleProse(reason)}`,
		})),
		...(gaps.length > LISTED ? [{ name: "More gaps", value: String(gaps.length - LISTED) }] : []),
	];
	return [
		item(
			"hunt",
			itemKey("hunt", workspaceId, huntId),
			huntId,
			title(row, huntId),
			facts,
			row?.sample ?? false,
		),
	];
}

/** A hunt that no longer brings anything, or no longer runs, while it used to: what feeds it is silent or late. */
function feed(row: HuntRow | undefined): BareItem[] {
	if (row === undefined || row.pastSucceeded === 0) return [];
	const late = row.succeeded + row.partial === 0;
	const silent = !late && row.rowsInWindow === 0 && row.pastRows > 0;
	if (!late && !silent) return [];
	const facts = [
		{
			name: late ? "Late" : "Silent",
			value: late
				? "No run has read anything in this window"
				: `${row.succeeded + row.partial} runs have read no row in this window`,
		},
		{
			name: "In the two weeks before",
			value: `${counted(row.pastSucceeded, "run")}, ${counted(row.pastRows, "row")}`,
		},
		{ name: "Last whole run", value: row.lastGoodAt?.toISOString() ?? "None in two weeks" },
	];
	const key = itemKey("feed", row.workspaceId, row.huntId);
	return [item("feed", key, row.huntId, title(row, row.huntId), facts, row.sample)];
}

function title(row: HuntRow | undefined, huntId: string): string {
	return row === undefined
		? visibleText(huntId)
		: `${visibleText(row.huntName)} in ${visibleText(row.workspaceName)}`;
}

function item(
	kind: "hunt" | "feed",
	key: string,
	huntId: string,
	name: string,
	facts: BareItem["facts"],
	sample: boolean,
): BareItem {
	return {
		item: key,
		kind,
		title: name,
		href: huntLink(huntId),
		suggested: suggestedStability(kind),
		facts,
		...NO_CASE,
		sample,
	};
}

function counted(count: number | bigint, thing: string): string {
	return `${count.toLocaleString("en")} ${thing}${Number(count) === 1 ? "" : "s"}`;
}
