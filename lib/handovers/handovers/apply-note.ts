import type { HandoverNote } from "@/lib/platform/db/generated/client.ts";
import type { BareItem } from "./read-cases";
import type { EarlierSaid, SnapshotItem } from "./snapshot";

/** What people say of an item, now and in earlier handovers. */
export type ItemNote = Pick<
	SnapshotItem,
	"stability" | "position" | "contingency" | "note" | "explanation" | "omission" | "saidIn" | "earlier"
>;

/** An item with what the outgoing lead has said of it, and what earlier handovers did. */
export function applyNote(
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
