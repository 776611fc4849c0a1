import { isOpen } from "@/lib/triage/findings/rules";
import type { FindingSummary } from "@/lib/triage/findings/schema";

type Row = Pick<FindingSummary, "id" | "status">;

/**
 * Where to stand after a decision: the next finding that waits below, else the nearest one above; when none
 * waits, the neighbour. Null when the decision took everything.
 * @param from index of the row stood on before
 * @param gone it has left the list, such as by what somebody else decided: the row at `from` is the one below it
 */
export function nextToDecide(
	rows: readonly Row[],
	from: number,
	decided: ReadonlySet<string>,
	gone = false,
): string | null {
	const left = (row: Row) => !decided.has(row.id);
	const waits = (row: Row) => left(row) && isOpen(row.status);
	const below = rows.slice(Math.max(0, gone ? from : from + 1));
	const above = rows.slice(0, Math.max(0, from)).reverse();
	const next = below.find(waits) ?? above.find(waits) ?? below.find(left) ?? above.find(left);
	return next?.id ?? null;
}
