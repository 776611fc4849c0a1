import type { CaseClassification } from "@/lib/cases/record/rules";
import type { CaseStatus } from "@/lib/core/case-status";
import { visibleText } from "@/lib/core/visible-text";
import type { Transaction } from "@/lib/platform/db/client";
import { caseLink } from "./links";
import type { Asked } from "./numbers-sql";
import { itemKey, type Outcome } from "./rules";
import { aboutSql } from "./scope";
import type { ResolvedCase } from "./snapshot";

interface Row {
	readonly id: string;
	readonly number: number;
	readonly title: string;
	readonly kind: "status_changed" | "status_undone" | "merged" | "unmerged";
	readonly status: CaseStatus | null;
	readonly classification: CaseClassification | null;
	readonly at: Date;
	readonly by: string;
}

/**
 * Cases whose work ended in the window: resolved, closed or merged into another, and not reopened within it. Read from
 * what happened, so that it can be told of any window, also of handovers signed before this was recorded.
 */
export async function readResolved(
	db: Pick<Transaction, "$queryRaw">,
	{ workspaces, from, to }: Asked,
): Promise<ResolvedCase[]> {
	// A merge is recorded with both cases; it ends the work on one.
	const rows = await db.$queryRaw<Row[]>`
		SELECT * FROM (
			SELECT DISTINCT ON (e."caseId") e."caseId"::text AS "id", c."number", c."title", e."kind", e."at",
				e."actorName" AS "by", e."data"->'after'->>'status' AS "status",
				e."data"->'after'->>'classification' AS "classification"
			FROM "CaseEvent" e JOIN "Case" c ON c."id" = e."caseId"
			WHERE e."at" >= ${from} AND e."at" < ${to} AND ${aboutSql(workspaces, 'c."workspaceId"')}
				AND (e."kind" IN ('status_changed', 'status_undone')
					OR e."kind" IN ('merged', 'unmerged') AND e."data"->>'from' = c."number"::text)
			ORDER BY e."caseId", e."at" DESC, e."id" DESC) AS last
		WHERE "kind" = 'merged' OR "status" IN ('resolved', 'closed') ORDER BY "at", "number"`;
	return rows.map(({ id, number, title, kind, status, classification, at, by }) => ({
		item: itemKey("case", id),
		title: `#${number} ${visibleText(title)}`,
		href: caseLink(number),
		outcome: (kind === "merged" ? kind : (status ?? "closed")) as Outcome,
		classification: kind === "merged" ? null : classification,
		at: at.toISOString(),
		by: visibleText(by),
	}));
}
