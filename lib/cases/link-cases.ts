import { recordAudit } from "@/lib/audit/record";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { parseInput } from "@/lib/http/parse";
import { actorRecord } from "@/lib/identity/actor";
import { authorize } from "@/lib/identity/permissions";
import { lockCases } from "./find";
import { readCase } from "./get";
import { recordCaseEvent } from "./record-event";
import { type CaseDetail, type LinkCaseInput, linkCaseInput } from "./schema";

/** Says that two cases have to do with each other. @throws AppError `not_found`, `invalid_input` */
export async function linkCases(ctx: Context, caseId: string, input: LinkCaseInput): Promise<CaseDetail> {
	authorize(ctx.actor, "cases.work");
	return await setLink(ctx, caseId, parseInput(linkCaseInput, input).caseId, true);
}

/** Takes that back. @throws AppError `not_found`, `invalid_input` */
export async function unlinkCases(ctx: Context, caseId: string, input: LinkCaseInput): Promise<CaseDetail> {
	authorize(ctx.actor, "cases.work");
	return await setLink(ctx, caseId, parseInput(linkCaseInput, input).caseId, false);
}

async function setLink(ctx: Context, caseId: string, otherId: string, linked: boolean) {
	if (caseId === otherId) throw new AppError("invalid_input", "A case has to do with itself anyway.");
	return await ctx.db.$transaction(async (tx) => {
		const rows = await lockCases(tx, ctx.actor, [caseId, otherId]);
		const [a, b] = rows;
		if (a === undefined || b === undefined) throw new AppError("not_found", "There is no such case.");
		const pair = { aId: a.id, bId: b.id };
		const there = await tx.caseLink.findUnique({ where: { aId_bId: pair } });
		if ((there !== null) === linked) return await readCase(tx, { id: caseId });
		if (linked) {
			await tx.caseLink.create({
				data: { ...pair, at: ctx.now(), byName: actorRecord(ctx.actor).actorName },
			});
		} else await tx.caseLink.delete({ where: { aId_bId: pair } });
		const data = { numbers: [a.number, b.number] };
		const kind = linked ? "linked" : "unlinked";
		for (const { id } of rows) await recordCaseEvent(tx, ctx, { caseId: id, kind, data });
		const detail = await readCase(tx, { id: caseId });
		await recordAudit(
			tx,
			ctx,
			rows.map(({ id }) => ({
				verb: linked ? "cases.link" : "cases.unlink",
				targetKind: "case",
				targetId: id,
				after: data,
			})),
		);
		return detail;
	});
}
