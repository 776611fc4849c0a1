import { lockCases, requireStanding } from "@/lib/cases/record/find";
import { recordCaseEvent } from "@/lib/cases/record/record-event";
import { AppError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { recordAudit } from "@/lib/platform/audit/record";
import { actorRecord } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { readCase } from "./get";
import { linksBetween } from "./links";
import { type CaseDetail, type LinkCaseInput, linkCaseInput } from "./schema";

/** Links two cases. @throws AppError `not_found`, `invalid_input`; `conflict` when one of them was merged */
export async function linkCases(ctx: Context, caseId: string, input: LinkCaseInput): Promise<CaseDetail> {
	authorize(ctx.actor, "cases.work");
	return await setLink(ctx, caseId, parseInput(linkCaseInput, input).caseId, true);
}

/**
 * Removes the link between two cases, also where it is one of a case that was merged into either.
 * @throws AppError `not_found`, `invalid_input`; `conflict` when one of them was merged
 */
export async function unlinkCases(ctx: Context, caseId: string, input: LinkCaseInput): Promise<CaseDetail> {
	authorize(ctx.actor, "cases.work");
	return await setLink(ctx, caseId, parseInput(linkCaseInput, input).caseId, false);
}

async function setLink(ctx: Context, caseId: string, otherId: string, linked: boolean) {
	if (caseId === otherId) throw new AppError("invalid_input", "A case can’t be linked to itself.");
	return await ctx.db.$transaction(async (tx) => {
		const rows = await lockCases(tx, ctx.actor, [caseId, otherId]);
		const [a, b] = rows;
		if (a === undefined || b === undefined) throw new AppError("not_found", "Case not found.");
		for (const row of rows) requireStanding(row);
		const there = await linksBetween(tx, a.id, b.id);
		if (there.length > 0 === linked) return await readCase(tx, ctx.actor, { id: caseId });
		if (linked) {
			await tx.caseLink.create({
				data: { aId: a.id, bId: b.id, at: ctx.now(), byName: actorRecord(ctx.actor).actorName },
			});
		} else await tx.caseLink.deleteMany({ where: { OR: there } });
		const data = { numbers: [a.number, b.number] };
		const kind = linked ? "linked" : "unlinked";
		for (const { id } of rows) await recordCaseEvent(tx, ctx, id, kind, data);
		const detail = await readCase(tx, ctx.actor, { id: caseId });
		await recordAudit(
			tx,
			ctx,
			// By its id, which names the other case only to those who may see it: audit rows are never cut.
			[[a, b] as const, [b, a] as const].map(([{ id, number }, other]) => ({
				verb: linked ? "cases.link" : "cases.unlink",
				target: ["case", id],
				after: { number, otherId: other.id },
			})),
		);
		return detail;
	});
}
