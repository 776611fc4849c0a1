import { fromRow } from "@/lib/core/answer";
import type { Transaction } from "@/lib/platform/db/client";
import type { HandoverNote } from "@/lib/platform/db/generated/client.ts";
import { compose, type DraftRow } from "./compose";
import { blocking } from "./rules";
import { type HandoverDetail, handoverDetail, type NoteDto, noteDto } from "./schema";
import { type SnapshotDocument, snapshotDocument } from "./snapshot";

/** A draft as it stands now, or what was signed. */
export async function toDetail(tx: Transaction, row: DraftRow, now: Date): Promise<HandoverDetail> {
	return row.status === "draft"
		? draftDetail(row, await compose(tx, row, now))
		: { ...draftDetail(row, snapshotDocument.parse(row.snapshot)), notes: {}, blocking: [] };
}

export function draftDetail(row: DraftRow, document: SnapshotDocument): HandoverDetail {
	return {
		...fromRow(handoverDetail, row),
		document,
		plannedTo: row.shift === "" ? null : row.windowTo.toISOString(),
		notes: Object.fromEntries(row.notes.map(({ item, version }) => [item, version])),
		blocking: document.items.flatMap((item) => {
			const missing = blocking(item);
			return missing.length === 0 ? [] : [{ item: item.item, title: item.title, missing }];
		}),
		hash: row.snapshotHash === null ? null : Buffer.from(row.snapshotHash).toString("hex"),
	};
}

export function toNote(row: HandoverNote): NoteDto {
	return fromRow(noteDto, row);
}
