import { createCase } from "@/lib/cases/cases/create";
import type { CaseDetail, CaseInput } from "@/lib/cases/cases/schema";
import { CASE_SEVERITIES } from "@/lib/core/case-status";
import { decide } from "@/lib/decisions/decide";
import type { Actor } from "@/lib/platform/context/actor";
import type { Database } from "@/lib/platform/db/client";
import type { Row } from "@/lib/sources/workspaces/client";
import { clickRow, seedFindings, testContext, WORKSPACE_ID } from "@/test/findings/fixtures";

/** For tests: an empty case, with the tasks of the click playbook. */
export async function seedCase(
	db: Database,
	actor: Actor,
	input: Partial<CaseInput> = {},
): Promise<CaseDetail> {
	await db.workspace.upsert({
		where: { id: WORKSPACE_ID },
		create: { id: WORKSPACE_ID, kind: "local", name: "Local workspace" },
		update: {},
	});
	return await createCase(testContext(db, actor), {
		title: "Phish: clicks on bad[.]example",
		workspaceId: WORKSPACE_ID,
		...input,
	});
}

/** For tests: many open cases of every severity at once, without tasks, owners or next actions. */
export async function seedCases(db: Database, count: number): Promise<void> {
	await db.workspace.upsert({
		where: { id: WORKSPACE_ID },
		create: { id: WORKSPACE_ID, kind: "local", name: "Local workspace" },
		update: {},
	});
	const at = new Date();
	await db.case.createMany({
		data: Array.from({ length: count }, (_, n) => ({
			workspaceId: WORKSPACE_ID,
			title: `Campaign ${n + 1}`,
			severity: CASE_SEVERITIES[n % CASE_SEVERITIES.length] ?? "low",
			createdAt: at,
			updatedAt: at,
			createdByName: "Test",
		})),
	});
}

/** For tests: new findings, not decided. @returns their ids, oldest event first */
export async function seedClicks(db: Database, rows: readonly Row[], at = new Date()): Promise<string[]> {
	await seedFindings(db, rows, at);
	const found = await db.finding.findMany({
		where: { reportId: { in: rows.map((row) => String(row.ReportId)) } },
		select: { id: true },
		orderBy: [{ eventAt: "asc" }, { id: "asc" }],
	});
	return found.map(({ id }) => id);
}

/** For tests: findings that are escalated into a case of their own. */
export async function seedEscalated(
	db: Database,
	actor: Actor,
	rows: readonly Row[] = [clickRow(1), clickRow(2)],
): Promise<{ readonly findingIds: string[]; readonly caseId: string; readonly decisionId: string }> {
	const findingIds = await seedClicks(db, rows);
	const { id: decisionId } = await decide(testContext(db, actor), {
		verdict: "escalated",
		ids: findingIds,
		versions: Object.fromEntries(findingIds.map((id) => [id, 1])),
	});
	const link = await db.caseFinding.findFirstOrThrow({ where: { findingId: { in: findingIds } } });
	return { findingIds, caseId: link.caseId, decisionId: String(decisionId) };
}
