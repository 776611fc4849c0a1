import { recordAudit } from "@/lib/audit/record";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { mailId } from "@/lib/findings/mail-rules";
import { parseInput } from "@/lib/http/parse";
import { actorRecord } from "@/lib/identity/actor";
import { authorize } from "@/lib/identity/permissions";
import { refang } from "@/lib/search-words";
import { entityKey } from "./entity-rules";
import { lockCase, requireStanding } from "./find";
import { recordCaseEvent } from "./record-event";
import { type EntityInput, entityInput } from "./schema";

/** Adds something to a case by hand. @throws AppError `not_found`, `invalid_input`, `conflict` when it was added already */
export async function addEntity(ctx: Context, caseId: string, input: EntityInput): Promise<{ id: string }> {
	authorize(ctx.actor, "cases.work");
	const { kind, value, note } = parseInput(entityInput, input);
	if (kind === "mail" && mailId(value) === null) {
		const message = "The all-zero id stands for no mail. Enter the NetworkMessageId of a mail.";
		throw new AppError("invalid_input", `value: ${message}`, { places: [{ field: "value", message }] });
	}
	return await ctx.db.$transaction(async (tx) => {
		const row = await lockCase(tx, ctx.actor, caseId);
		requireStanding(row);
		const key = entityKey(kind, value);
		const twin = await tx.caseEntity.findFirst({ where: { caseId: row.id, kind, key } });
		if (twin !== null) throw new AppError("conflict", `${twin.addedByName} has added this already.`);
		const { actorId, actorName } = actorRecord(ctx.actor);
		const { id } = await tx.caseEntity.create({
			data: {
				caseId: row.id,
				kind,
				value: refang(value),
				key,
				note,
				addedAt: ctx.now(),
				addedById: actorId,
				addedByName: actorName,
			},
		});
		const data = { entityId: id, kind, value: refang(value), note };
		await recordCaseEvent(tx, ctx, { caseId: row.id, kind: "entity_added", data });
		await recordAudit(tx, ctx, [
			{ verb: "cases.add-entity", targetKind: "case", targetId: row.id, after: data },
		]);
		return { id };
	});
}
