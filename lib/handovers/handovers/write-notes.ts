import { changedSince } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { recordAudit } from "@/lib/platform/audit/record";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { notify } from "@/lib/platform/db/notify";
import { toNote } from "./dto";
import { HANDOVERS_CHANNEL, lockDraft } from "./find";
import { noteFields } from "./note-fields";
import { type NotesInput, notesInput, type WrittenMany } from "./schema";

/**
 * Writes the same note on many items of a draft: how grave they are, why they may be handed over as they are, why they are
 * left out. All of them or none.
 * @throws AppError `invalid_input`, `not_found`, `conflict` when the handover was signed, or when somebody has said
 *   something of one of the items since (with `notes`, what they said)
 */
export async function writeNotes(ctx: Context, id: string, input: NotesInput): Promise<WrittenMany> {
	authorize(ctx.actor, "handovers.write");
	const { items, ...said } = parseInput(notesInput, input);
	return await ctx.db.$transaction(async (tx) => {
		const draft = await lockDraft(tx, ctx.actor, id);
		const known = new Map(draft.notes.map((note) => [note.item, note]));
		const changed = items.filter(({ item, version }) => (known.get(item)?.version ?? 0) !== version);
		if (changed.length > 0) {
			const theirs = changed.flatMap(({ item }) => known.get(item) ?? []).map(toNote);
			throw changedSince(
				"the notes on these items",
				{ notes: theirs },
				"Check what they wrote, then try again.",
			);
		}
		const names = [...new Set(items.map(({ item }) => item))];
		const isCarried = (item: string) => !("saidIn" in noteFields(known.get(item), said));
		for (const group of [names.filter(isCarried), names.filter((item) => !isCarried(item))]) {
			const fields = noteFields(known.get(group[0] ?? ""), said);
			const old = group.filter((item) => known.has(item));
			await tx.handoverNote.updateMany({
				where: { handoverId: draft.id, item: { in: old } },
				data: { ...fields, version: { increment: 1 } },
			});
			await tx.handoverNote.createMany({
				data: group
					.filter((item) => !known.has(item))
					.map((item) => ({ handoverId: draft.id, item, ...fields })),
			});
		}
		const after = await tx.handoverNote.findMany({
			where: { handoverId: draft.id, item: { in: names } },
			orderBy: { item: "asc" },
		});
		await tx.handover.update({ where: { id: draft.id }, data: { version: { increment: 1 } } });
		await notify(tx, HANDOVERS_CHANNEL, draft.id);
		await recordAudit(
			tx,
			ctx,
			after.map((row) => {
				const before = known.get(row.item);
				return {
					verb: "handovers.write",
					target: ["handover", draft.id],
					...(before === undefined ? {} : { before: toNote(before) }),
					after: toNote(row),
				};
			}),
		);
		return { version: draft.version + 1, notes: after.map(toNote) };
	});
}
