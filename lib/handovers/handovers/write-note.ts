import { changedSince } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { recordAudit } from "@/lib/platform/audit/record";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { notify } from "@/lib/platform/db/notify";
import { toNote } from "./dto";
import { HANDOVERS_CHANNEL, lockDraft } from "./find";
import { noteFields } from "./note-fields";
import { type NoteInput, noteInput, type Written } from "./schema";

/**
 * Says something of one item of a draft: how grave, a note, what to do if, why it may be handed over as it is, why it
 * is left out, its place among equals.
 * @throws AppError `invalid_input`, `not_found`, `conflict` when the handover was signed, or when somebody has said
 *   something of the item since (with `note`)
 */
export async function writeNote(ctx: Context, id: string, input: NoteInput): Promise<Written> {
	authorize(ctx.actor, "handovers.write");
	const { item, version, ...said } = parseInput(noteInput, input);
	return await ctx.db.$transaction(async (tx) => {
		const draft = await lockDraft(tx, ctx.actor, id);
		const known = draft.notes.find((one) => one.item === item);
		if ((known?.version ?? 0) !== version) {
			throw changedSince(
				"the note on this item",
				{ note: known === undefined ? null : toNote(known) },
				"Check what they wrote, then change it again.",
			);
		}
		const fields = noteFields(known, said);
		const row = await tx.handoverNote.upsert({
			where: { handoverId_item: { handoverId: draft.id, item } },
			create: { handoverId: draft.id, item, ...fields },
			update: { ...fields, version: { increment: 1 } },
		});
		await tx.handover.update({ where: { id: draft.id }, data: { version: { increment: 1 } } });
		await notify(tx, HANDOVERS_CHANNEL, draft.id);
		await recordAudit(tx, ctx, {
			verb: "handovers.write",
			target: ["handover", draft.id],
			...(known === undefined ? {} : { before: toNote(known) }),
			after: toNote(row),
		});
		return { version: draft.version + 1, note: toNote(row) };
	});
}
