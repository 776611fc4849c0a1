import type { SnapshotDocument } from "./snapshot";

/** Seconds of each unit, the longest first. */
const UNITS = [
	[86_400, "day"],
	[3_600, "hour"],
	[60, "minute"],
] as const;

/**
 * How long something had waited at an instant, in words: `21 minutes`, `2 days`. Of a signed handover that instant is
 * when it was read for the signing, so that the words never change afterwards. Both are ISO 8601.
 */
export function waitedText(since: string, asOf: string): string {
	const seconds = Math.max(0, Date.parse(asOf) - Date.parse(since)) / 1_000;
	const unit = UNITS.find(([length]) => seconds >= length);
	if (unit === undefined) return "less than a minute";
	const [length, name] = unit;
	// Downwards: what is 119 minutes old is an hour old, not two.
	const count = Math.floor(seconds / length);
	return `${count} ${name}${count === 1 ? "" : "s"}`;
}

/** One line about what waits for a decision: since when in the queue, and when the oldest of it happened. */
export interface Waiting {
	readonly name: "Backlog" | "Clicked through";
	readonly count: number;
	/** When the one that has waited longest came into the queue; null where nothing waits or nobody recorded it. */
	readonly since: string | null;
	/** How long that was when the handover was read. */
	readonly waited: string | null;
	/** Event time of the oldest click; null where it is not known. */
	readonly event: string | null;
	/** Signed before the two times were recorded for this line: they cannot be told any more. */
	readonly unrecorded: boolean;
}

/** What waits, all of it and what was clicked through. In a handover of format 1 the latter has no times. */
export function waitingOf({ format, numbers, asOf }: SnapshotDocument): readonly [Waiting, Waiting] {
	const { count, oldestAt, oldestEventAt, clickedThrough, clicked } = numbers.untriaged;
	const line = (
		name: Waiting["name"],
		many: number,
		since: string | null,
		event: string | null,
	): Waiting => ({
		name,
		count: many,
		since,
		waited: since === null ? null : waitedText(since, asOf),
		event,
		unrecorded: format === 1 && many > 0,
	});
	return [
		line("Backlog", count, oldestAt, oldestEventAt),
		line("Clicked through", clickedThrough, clicked?.oldestAt ?? null, clicked?.oldestEventAt ?? null),
	];
}
