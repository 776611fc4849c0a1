import { visibleText } from "@/lib/core/visible-text";
import type { Transaction } from "@/lib/platform/db/client";
import type { Handover, HandoverNote } from "@/lib/platform/db/generated/client.ts";
import { changedLink, decidedLink, intakeLink, reopenedLink, untriagedLink } from "./links";
import { type BareItem, readCases } from "./read-cases";
import { readEarlier } from "./read-earlier";
import { readHunts } from "./read-hunts";
import { readNumbers } from "./read-numbers";
import { queueItems } from "./read-queue";
import { readResolved } from "./read-resolved";
import { compareItems } from "./rules";
import { type EarlierSaid, SNAPSHOT_FORMAT, type SnapshotDocument, type SnapshotItem } from "./snapshot";
import { endAt } from "./window";

export type DraftRow = Handover & {
	readonly notes: readonly HandoverNote[];
	readonly previous: Pick<Handover, "number" | "snapshotHash"> | null;
};

export const DRAFT_INCLUDE = {
	notes: true,
	previous: { select: { number: true, snapshotHash: true } },
} as const;

/**
 * Writes a draft as a document, from how everything stands now. Its window ends where it would if it were signed now;
 * what happened since is in the numbers that say how it stands, and in none that counts.
 */
export async function compose(tx: Transaction, row: DraftRow, now: Date): Promise<SnapshotDocument> {
	const from = row.windowFrom;
	const to = new Date(endAt({ shift: row.shift, to: row.windowTo.getTime() }, now.getTime()));
	const asked = { workspaces: row.workspaces, from, to };
	const counted = await readNumbers(tx, asked, now);
	const cases = await readCases(tx, row.workspaces);
	const hunts = await readHunts(tx, asked);
	const notes = new Map(row.notes.map((note) => [note.item, note]));
	const bounds = { from: from.toISOString(), to: to.toISOString() };
	const bare = [...cases, ...queueItems(counted, bounds), ...hunts];
	const earlier = await readEarlier(
		tx,
		row.id,
		bare.map(({ item }) => item),
	);
	const items = bare
		.map((item) => applyNote(item, notes.get(item.item), earlier.get(item.item)))
		.sort((a, b) =>
			compareItems(
				{ ...a, severity: a.case?.severity ?? null },
				{ ...b, severity: b.case?.severity ?? null },
			),
		);
	return {
		format: SNAPSHOT_FORMAT,
		header: {
			number: row.number,
			shift: row.shift === "" ? "Handover" : row.shift,
			team: row.team,
			outgoing: { id: row.outgoingId, name: visibleText(row.outgoingName) },
			signedAt: null,
			receivers: [],
			previous:
				row.previous?.snapshotHash == null
					? null
					: {
							number: row.previous.number,
							hash: Buffer.from(row.previous.snapshotHash).toString("hex"),
						},
			workspaces: row.workspaces,
			sample: counted.sample || items.some(({ sample }) => sample),
		},
		window: { ...bounds, timeZone: row.timeZone },
		asOf: now.toISOString(),
		summary: row.summary,
		numbers: counted.numbers,
		links: {
			intake: intakeLink(bounds),
			decided: decidedLink(bounds),
			reopened: reopenedLink(bounds),
			untriaged: untriagedLink(bounds),
			clickedThrough: untriagedLink(bounds, { click: "clicked-through" }),
			changed: changedLink(bounds),
		},
		items,
		resolved: await readResolved(tx, asked),
	};
}

/** An item with what the outgoing lead has said of it, and what earlier handovers did. */
function applyNote(
	{ suggested, ...bare }: BareItem,
	note: HandoverNote | undefined,
	earlier: EarlierSaid = { answer: null, messages: [], explanation: null },
): SnapshotItem {
	return {
		...bare,
		stability: note?.stability ?? suggested,
		judged: (note?.stability ?? null) !== null,
		position: note?.position ?? null,
		contingency: note?.contingency ?? "",
		note: note?.note ?? "",
		explanation: note?.explanation ?? "",
		omission: note?.omission ?? null,
		saidIn: note?.saidIn ?? null,
		earlier,
	};
}
