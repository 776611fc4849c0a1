import { toClockDto } from "@/lib/cases/deadlines/read-clocks";
import type { TargetClock } from "@/lib/cases/deadlines/rules";
import { fromRow } from "@/lib/core/answer";
import { visibleText } from "@/lib/core/visible-text";
import type { Database, Transaction } from "@/lib/platform/db/client";
import type { Case } from "@/lib/platform/db/generated/client.ts";
import { type CaseSummary, caseSummary } from "./schema";

export interface CaseCounts {
	readonly caseId: string;
	readonly findings: number;
	readonly sample: boolean;
	readonly tasks: number;
	readonly openTasks: number;
	readonly blocking: number;
}

/** Findings and tasks of these cases, counted, by the case's id. */
export async function countsOf(
	db: Database | Transaction,
	ids: readonly string[],
): Promise<ReadonlyMap<string, CaseCounts>> {
	const rows = await db.$queryRaw<CaseCounts[]>`
		SELECT c."id" AS "caseId", coalesce(f."n", 0)::int AS "findings", coalesce(f."sample", false) AS "sample",
			coalesce(t."n", 0)::int AS "tasks", coalesce(t."open", 0)::int AS "openTasks",
			coalesce(t."blocking", 0)::int AS "blocking"
		FROM unnest(${ids}::uuid[]) AS c("id")
		LEFT JOIN (SELECT l."caseId", count(*) AS "n", bool_and(f."sample") AS "sample"
			FROM "CaseFinding" l JOIN "Finding" f ON f."id" = l."findingId"
			WHERE l."caseId" = ANY(${ids}::uuid[]) GROUP BY l."caseId") f ON f."caseId" = c."id"
		LEFT JOIN (SELECT "caseId", count(*) AS "n", count(*) FILTER (WHERE "status" IN ('open', 'doing')) AS "open",
				count(*) FILTER (WHERE "status" IN ('open', 'doing') AND "blocking") AS "blocking"
			FROM "CaseTask" WHERE "caseId" = ANY(${ids}::uuid[]) GROUP BY "caseId") t ON t."caseId" = c."id"`;
	return new Map(rows.map((row) => [row.caseId, row]));
}

export type CaseRow = Case & { readonly mergedInto: { readonly id: string; readonly number: number } | null };

export const MERGED_INTO = { mergedInto: { select: { id: true, number: true } } } as const;

export function toCaseSummary(
	row: CaseRow,
	counts: CaseCounts | undefined,
	clocks: readonly TargetClock[] = [],
): CaseSummary {
	return {
		...fromRow(caseSummary, row),
		owner: someone(row.ownerId, row.ownerName),
		clocks: clocks.map(toClockDto),
		nextActionOwner: someone(row.nextActionOwnerId, row.nextActionOwnerName),
		createdBy: visibleText(row.createdByName),
		findings: counts?.findings ?? 0,
		sample: counts?.sample ?? false,
		tasks: {
			all: counts?.tasks ?? 0,
			open: counts?.openTasks ?? 0,
			blocking: counts?.blocking ?? 0,
		},
	};
}

function someone(id: string | null, name: string | null) {
	return id === null && name === null ? null : { id, name: visibleText(name ?? "") };
}
