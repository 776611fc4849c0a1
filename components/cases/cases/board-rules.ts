import type { CaseSummary } from "@/lib/cases/cases/schema";
import { byUrgency } from "@/lib/cases/cases/urgency";
import { CASE_SEVERITIES, CASE_STATUSES, type CaseStatus } from "@/lib/core/case-status";
import { CASE_SEVERITY } from "./looks";

/** A row of the board: its cases by status. */
export interface Lane {
	readonly key: string;
	readonly label: string | null;
	readonly columns: Readonly<Record<CaseStatus, readonly CaseSummary[]>>;
}

/**
 * The board's rows: one, or one for each owner or severity; in each column the most urgent first, of the closed those
 * closed last.
 */
export function lanesOf(cases: readonly CaseSummary[], group: "none" | "owner" | "severity"): Lane[] {
	const sorted = cases.toSorted(
		(a, b) => (b.closedAt ?? "").localeCompare(a.closedAt ?? "") || byUrgency(a, b),
	);
	if (group === "none") return [lane("all", null, sorted)];
	if (group === "severity") {
		return CASE_SEVERITIES.toReversed().flatMap((severity) => {
			const its = sorted.filter((each) => each.severity === severity);
			return its.length === 0 ? [] : [lane(severity, CASE_SEVERITY[severity].label, its)];
		});
	}
	const owners = new Map(sorted.map(({ owner }) => [owner?.id ?? "", owner?.name ?? "Unassigned"]));
	return [...owners]
		.toSorted(
			([a, first], [b, second]) => Number(a !== "") - Number(b !== "") || first.localeCompare(second, "en"),
		)
		.map(([id, name]) =>
			lane(
				id === "" ? "none" : id,
				name,
				sorted.filter(({ owner }) => (owner?.id ?? "") === id),
			),
		);
}

function lane(key: string, label: string | null, cases: readonly CaseSummary[]): Lane {
	const columns = Object.fromEntries(
		CASE_STATUSES.map((status) => [status, cases.filter((each) => each.status === status)]),
	) as unknown as Lane["columns"];
	return { key, label, columns };
}

export type Arrow = "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight";

/**
 * Where an arrow key leads from a card: up and down within the column, over into the next row; left and right to the
 * same place of the nearest column that has cards. Null where there is nothing.
 */
export function neighbour(lanes: readonly Lane[], from: string, arrow: Arrow): string | null {
	for (const [row, { columns }] of lanes.entries()) {
		for (const [column, status] of CASE_STATUSES.entries()) {
			const place = columns[status].findIndex(({ id }) => id === from);
			if (place < 0) continue;
			const step = arrow === "ArrowUp" || arrow === "ArrowLeft" ? -1 : 1;
			if (arrow === "ArrowUp" || arrow === "ArrowDown") {
				const column = lanes.flatMap((each) => each.columns[status]);
				return column[column.findIndex(({ id }) => id === from) + step]?.id ?? null;
			}
			for (let next = column + step; next >= 0 && next < CASE_STATUSES.length; next += step) {
				const cards = lanes[row]?.columns[CASE_STATUSES[next] as CaseStatus] ?? [];
				if (cards.length > 0) return cards[Math.min(place, cards.length - 1)]?.id ?? null;
			}
			return null;
		}
	}
	return null;
}
