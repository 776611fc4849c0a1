import { AppError, fieldError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { recordAudit } from "@/lib/platform/audit/record";
import type { Actor } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { inScope, maySee } from "@/lib/platform/context/scope";
import { LONG_TRANSACTION, type Transaction } from "@/lib/platform/db/client";
import { addCase } from "./add-case";
import { adoptable } from "./adopt";
import { readCase } from "./get";
import { linkFindings } from "./link-findings";
import { type CaseDetail, type CaseInput, caseInput } from "./schema";

/**
 * Creates a case with the tasks of the default template, empty or with findings that are escalated and in no case.
 * @throws AppError `invalid_input`, `not_found`, `conflict` for a finding that is not escalated or already in a case
 */
export async function createCase(ctx: Context, input: CaseInput): Promise<CaseDetail> {
	authorize(ctx.actor, "cases.work");
	const wanted = parseInput(caseInput, input);
	return await ctx.db.$transaction(async (tx) => {
		const findings = await adoptable(tx, ctx.actor, wanted.findingIds);
		const workspaceId = await workspaceOf(tx, ctx.actor, wanted.workspaceId, findings);
		if (wanted.title === undefined && findings.length === 0) {
			throw fieldError("title", "Write a title.", "title: Write a title.");
		}
		const row = await addCase(tx, ctx, { ...wanted, workspaceId, findings });
		const ids = findings.map(({ id }) => id);
		await linkFindings(tx, ctx, row.id, ids, null);
		const detail = await readCase(tx, ctx.actor, { id: row.id });
		await recordAudit(tx, ctx, {
			verb: "cases.create",
			target: ["case", row.id],
			after: { number: row.number, title: row.title, severity: row.severity, findingIds: ids },
		});
		return detail;
	}, LONG_TRANSACTION);
}

async function workspaceOf(
	tx: Transaction,
	actor: Actor,
	wanted: string | undefined,
	findings: readonly { readonly workspaceId: string }[],
): Promise<string> {
	const places = new Set([...(wanted === undefined ? [] : [wanted]), ...findings.map((f) => f.workspaceId)]);
	if (places.size > 1) {
		throw fieldError(
			"findingIds",
			"Choose findings of one workspace.",
			"A case belongs to one workspace; these findings belong to several.",
		);
	}
	const [only] = places;
	const { workspaceId } = inScope(actor);
	const known = await tx.workspace.findMany({
		where: only === undefined ? (workspaceId === undefined ? {} : { id: workspaceId }) : { id: only },
		select: { id: true },
		orderBy: { createdAt: "asc" },
		take: 2,
	});
	const [first, second] = known;
	if (first === undefined || !maySee(actor, first.id)) {
		throw new AppError("not_found", "Workspace not found.");
	}
	if (second === undefined) return first.id;
	throw fieldError(
		"workspaceId",
		"Choose the case's workspace.",
		"workspaceId: Choose the case's workspace.",
	);
}
