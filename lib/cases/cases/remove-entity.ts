import { z } from "zod";
import { lockCase } from "@/lib/cases/record/find";
import { recordCaseEvent } from "@/lib/cases/record/record-event";
import { AppError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { recordAudit } from "@/lib/platform/audit/record";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";

/** Takes something away that was added by hand. @throws AppError `not_found` */
export async function removeEntity(ctx: Context, entityId: string): Promise<void> {
	authorize(ctx.actor, "cases.work");
	const id = parseInput(z.uuid(), entityId);
	await ctx.db.$transaction(async (tx) => {
		const found = await tx.caseEntity.findUnique({ where: { id } });
		if (found === null) throw new AppError("not_found", "Entity not found.");
		const row = await lockCase(tx, ctx.actor, found.caseId);
		await tx.caseEntity.deleteMany({ where: { id } });
		const data = { entityId: id, kind: found.kind, value: found.value, note: found.note };
		await recordCaseEvent(tx, ctx, row.id, "entity_removed", data);
		await recordAudit(tx, ctx, { verb: "cases.remove-entity", target: ["case", row.id], before: data });
	});
}
