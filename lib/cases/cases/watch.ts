import { lockCase } from "@/lib/cases/record/find";
import { namedPerson } from "@/lib/cases/record/people";
import { recordCaseEvent } from "@/lib/cases/record/record-event";
import { parseInput } from "@/lib/core/input/parse";
import { recordAudit } from "@/lib/platform/audit/record";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { readCase } from "./get";
import { type CaseDetail, type WatchInput, watchInput } from "./schema";

/**
 * Adds or removes a person who watches a case: oneself, or another person who should know.
 * @throws AppError `not_found`, `invalid_input` for who may not work on the case
 */
export async function watchCase(ctx: Context, caseId: string, input: WatchInput): Promise<CaseDetail> {
	authorize(ctx.actor, "cases.work");
	const { personId, watching } = parseInput(watchInput, input);
	return await ctx.db.$transaction(async (tx) => {
		const row = await lockCase(tx, ctx.actor, caseId);
		const name = watching ? await namedPerson(tx, row.workspaceId, personId, "personId") : null;
		const where = { caseId_personId: { caseId: row.id, personId } };
		const there = await tx.caseWatcher.findUnique({ where });
		if ((there !== null) === watching) return await readCase(tx, ctx.actor, { id: row.id });
		if (watching) await tx.caseWatcher.create({ data: { caseId: row.id, personId, since: ctx.now() } });
		else await tx.caseWatcher.delete({ where });
		const kind = watching ? "watcher_added" : "watcher_removed";
		await recordCaseEvent(tx, ctx, row.id, kind, { personId, name });
		const detail = await readCase(tx, ctx.actor, { id: row.id });
		await recordAudit(tx, ctx, {
			verb: "cases.watch",
			target: ["case", row.id],
			after: { personId, watching },
		});
		return detail;
	});
}
