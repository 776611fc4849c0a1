import { readClocks } from "@/lib/cases/deadlines/read-clocks";
import { noSuchCase, whereCase } from "@/lib/cases/record/find";
import { undidVerdicts } from "@/lib/cases/record/rules";
import { fromRow } from "@/lib/core/answer";
import type { Actor } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import type { Transaction } from "@/lib/platform/db/client";
import type { Prisma } from "@/lib/platform/db/generated/client.ts";
import { countsOf, MERGED_INTO, toCaseSummary } from "./dto";
import { linkedCases } from "./links";
import { type CaseDetail, caseDetail } from "./schema";

const NAME = { id: true, number: true, title: true, status: true, severity: true } as const;

const DETAIL = {
	...MERGED_INTO,
	workspace: { select: { name: true } },
	merged: { select: { ...NAME, version: true }, orderBy: { number: "asc" } },
	watchers: { select: { personId: true }, orderBy: { since: "asc" } },
	events: {
		where: { kind: { in: ["status_changed", "status_undone"] as string[] } },
		orderBy: [{ at: "desc" }, { id: "desc" }],
		take: 1,
		select: { kind: true, data: true },
	},
	_count: { select: { comments: { where: { deletedAt: null } } } },
} satisfies Prisma.CaseInclude;

/**
 * A case with its fields, its people, its counts and the cases around it. Findings, entities, tasks and timeline are
 * read on their own.
 * @param ref its id or its number
 * @throws AppError `not_found`
 */
export async function getCase(ctx: Context, ref: string): Promise<CaseDetail> {
	authorize(ctx.actor, "cases.read");
	return await readCase(ctx.db, ctx.actor, whereCase(ctx.actor, ref));
}

/** The same within a transaction, for the answer of a verb that has changed it. */
export async function readCase(
	db: Context["db"] | Transaction,
	actor: Actor,
	where: ReturnType<typeof whereCase> | { readonly id: string },
): Promise<CaseDetail> {
	const row = await db.case.findFirst({ where, include: DETAIL });
	if (row === null) throw noSuchCase();
	// One after the other: a transaction has one connection.
	const counts = await countsOf(db, [row.id]);
	const clocks = await readClocks(db, [row], new Date());
	const watchers = await db.person.findMany({
		where: { id: { in: row.watchers.map(({ personId }) => personId) } },
		select: { id: true, name: true },
	});
	const names = new Map(watchers.map(({ id, name }) => [id, name]));
	return {
		...fromRow(caseDetail, row),
		...toCaseSummary(row, counts.get(row.id), clocks.get(row.id)),
		workspaceName: row.workspace.name,
		watchers: row.watchers.map(({ personId }) => ({ id: personId, name: names.get(personId) ?? "" })),
		related: await linkedCases(db, actor, row.id),
		statusUndo: row.events[0]?.kind === "status_changed" && !undidVerdicts(row.events[0].data),
		comments: row._count.comments,
	};
}
