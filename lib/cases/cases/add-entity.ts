import { lockCase, requireStanding } from "@/lib/cases/record/find";
import { recordCaseEvent } from "@/lib/cases/record/record-event";
import type { EntityKind } from "@/lib/cases/record/rules";
import { AppError, fieldError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { refang } from "@/lib/core/search-words";
import { recordAudit } from "@/lib/platform/audit/record";
import { actorRecord } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { mailId } from "@/lib/triage/findings/mail-rules";
import { type EntityInput, entityInput } from "./schema";

/** Adds an entity to a case. @throws AppError `not_found`, `invalid_input`, `conflict` when it was added already */
export async function addEntity(ctx: Context, caseId: string, input: EntityInput): Promise<{ id: string }> {
	authorize(ctx.actor, "cases.work");
	const { kind, value, note } = parseInput(entityInput, input);
	if (kind === "mail" && mailId(value) === null) {
		const message = "The all-zero id means no mail. Enter the NetworkMessageId of a mail.";
		throw fieldError("value", message, `value: ${message}`);
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
		await recordCaseEvent(tx, ctx, row.id, "entity_added", data);
		await recordAudit(tx, ctx, { verb: "cases.add-entity", target: ["case", row.id], after: data });
		return { id };
	});
}

/** How an entity of a kind is compared with others: without letter case, but for the path of a URL. */
function entityKey(kind: EntityKind, value: string): string {
	const text = refang(value.trim());
	if (kind !== "url") return text.toLowerCase();
	const match = /^([a-z][a-z0-9+.-]*:\/\/[^/?#]*)(.*)$/is.exec(text);
	return match ? `${(match[1] ?? "").toLowerCase()}${match[2] ?? ""}` : text;
}
