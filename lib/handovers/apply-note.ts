import type { HandoverNote } from "@/lib/db/generated/client.ts";
import type { BareItem } from "./read-cases";
import type { SnapshotItem } from "./snapshot";

/** What the outgoing lead says of an item. */
export type ItemNote = Pick<
	SnapshotItem,
	"stability" | "position" | "contingency" | "note" | "explanation" | "omission"
>;

/** An item with what the outgoing lead has said of it. */
export function applyNote({ suggested, ...bare }: BareItem, note: HandoverNote | undefined): SnapshotItem {
	return {
		...bare,
		stability: note?.stability ?? suggested,
		judged: (note?.stability ?? null) !== null,
		position: note?.position ?? null,
		contingency: note?.contingency ?? "",
		note: note?.note ?? "",
		explanation: note?.explanation ?? "",
		omission: note?.omission ?? null,
	};
}
