import type { QueryAnswer, QueryRequest, Row, Rows, WorkspaceClient } from "@/lib/sources/workspaces/client";
import { halved, type TimeWindow } from "@/lib/sources/workspaces/windows";

/** Windows asked for one query, at most. */
const MOST_WINDOWS = 200;
/** Each time-out took minutes: after this many the rest stays unread. */
const MOST_TIMEOUTS = 6;
/** Bounds named in a run's problem; there may be more. */
const MOST_NAMED = 5;

export interface WholeQuery {
	readonly client: WorkspaceClient;
	readonly kql: string;
	readonly window: TimeWindow;
	readonly signal: AbortSignal;
	readonly onWaiting?: QueryRequest["onWaiting"];
	/** Whether the query's rows are those of the window's parts together; else it is asked once. */
	readonly divisible: boolean;
	/** Leaves it at the first answer that is cut: the caller has something better to divide than time. */
	readonly stopAtCut?: boolean;
}

export interface WholeAnswer {
	readonly rows: Rows;
	/** Which windows are not wholly read and why; null when all are. */
	readonly incomplete: string | null;
	/** An answer was cut, and nothing came of it. */
	readonly cut: boolean;
}

/** A part of time that is not wholly read, and why. */
export interface Unread {
	readonly window: TimeWindow;
	readonly why: string;
}

/**
 * Asks a query for all of its window: where the answer is cut or takes too long, the window is split in halves,
 * down to a minute. What then still is not whole is named with its bounds.
 * @throws AppError when a query fails for another reason, or nothing at all could be read
 */
export async function askWhole(query: WholeQuery): Promise<WholeAnswer> {
	const { client, kql, signal, onWaiting, divisible } = query;
	/** The next one last. */
	const ahead: TimeWindow[] = [query.window];
	const parts: Rows[] = [];
	const gaps: Unread[] = [];
	let asked = 0;
	let timeouts = 0;
	for (let window = ahead.pop(); window !== undefined; window = ahead.pop()) {
		asked += 1;
		const answer = await client.query({ kql, window, signal, onWaiting });
		const halves = divisible && asked + ahead.length + 2 <= MOST_WINDOWS ? halved(window) : null;
		if (answer.outcome === "failed") {
			if (!divisible || answer.error.details.shorterWindowHelps !== true) throw answer.error;
			timeouts += 1;
			const why = answer.error.message;
			// At once to the short ones: they tell soonest whether any is short enough.
			if (timeouts < MOST_TIMEOUTS && halves) ahead.push(halves[1], halves[0]);
			else gaps.push({ window, why });
			if (timeouts < MOST_TIMEOUTS) continue;
			for (const unread of ahead.splice(0)) gaps.push({ window: unread, why });
			if (parts.length === 0) throw answer.error;
		} else if (answer.outcome === "partial" && answer.shorterWindowHelps && query.stopAtCut) {
			return { rows: [], incomplete: null, cut: true };
		} else if (answer.outcome === "partial" && answer.shorterWindowHelps && halves) {
			// What there is of it comes again, with the rest. The others first: where there are too many windows
			// to ask them all, none is left much longer than another.
			ahead.unshift(halves[1], halves[0]);
		} else {
			parts.push(rowsOf(answer));
			if (answer.outcome === "partial") gaps.push({ window, why: answer.reason });
		}
	}
	return {
		rows: parts.length === 1 ? (parts[0] ?? []) : withoutRepetition(parts),
		incomplete: gaps.length === 0 ? null : inWords(gaps, query.window),
		cut: false,
	};
}

function rowsOf(answer: QueryAnswer): Rows {
	return "rows" in answer ? answer.rows : [];
}

/** Rows that several parts have are one row of the whole, as one at the very instant of a cut. */
function withoutRepetition(parts: readonly Rows[]): Row[] {
	const rows = new Map<string, Row>();
	for (const part of parts) for (const row of part) rows.set(JSON.stringify(row), row);
	return [...rows.values()];
}

/** What is missing of a window, with its bounds; just why where that is all of it. */
export function inWords(gaps: readonly Unread[], whole: TimeWindow): string {
	const [first] = gaps;
	if (gaps.length === 1 && first && isSame(first.window, whole)) return first.why;
	const sorted = [...gaps].sort((a, b) => a.window.from.getTime() - b.window.from.getTime());
	const bounds = sorted
		.slice(0, MOST_NAMED)
		.map(({ window: { from, to } }) => `${from.toISOString()} to ${to.toISOString()}`);
	const more = sorted.length > MOST_NAMED ? ` and ${sorted.length - MOST_NAMED} more` : "";
	return `Not wholly read: ${bounds.join(", ")}${more}. ${first?.why ?? ""}`.trim();
}

function isSame(a: TimeWindow, b: TimeWindow): boolean {
	return a.from.getTime() === b.from.getTime() && a.to.getTime() === b.to.getTime();
}
