import { describe, expect, it } from "vitest";
import type { CaseSummary } from "@/lib/cases/cases/schema";
import { lanesOf, neighbour } from "./board-rules";

const card = (id: string, status: string, severity = "low", owner: string | null = null, over = {}) =>
	({
		id,
		number: Number(id),
		status,
		severity,
		owner: owner === null ? null : { id: owner, name: owner.toUpperCase() },
		clocks: [],
		closedAt: null,
		...over,
	}) as unknown as CaseSummary;

const CARDS = [
	card("1", "open"),
	card("2", "open", "high", "bea"),
	card("3", "resolved", "high", "ada"),
	card("4", "open", "low", "ada"),
];

describe("the board's rows", () => {
	it("contain each case once, the most severe first", () => {
		const [only] = lanesOf(CARDS, "none");
		expect(only?.columns.open.map(({ id }) => id)).toEqual(["2", "1", "4"]);
		expect(only?.columns.closed).toEqual([]);
	});

	it("order a column by severity, then by the nearest deadline; closed cases by when they were closed", () => {
		const due = (dueAt: string, state = "running") => ({ clocks: [{ target: "contain", dueAt, state }] });
		const [only] = lanesOf(
			[
				card("1", "open", "low", null, due("2026-01-01T00:00:00Z", "late")),
				card("2", "open", "high"),
				card("3", "open", "high", null, due("2026-01-03T00:00:00Z")),
				card("4", "open", "high", null, due("2026-01-02T00:00:00Z", "paused")),
				card("5", "open", "high", null, due("2026-01-01T00:00:00Z", "met")),
				card("6", "closed", "high", null, { closedAt: "2026-01-01T00:00:00Z" }),
				card("7", "closed", "low", null, { closedAt: "2026-01-02T00:00:00Z" }),
			],
			"none",
		);
		expect(only?.columns.open.map(({ id }) => id)).toEqual(["4", "3", "2", "5", "1"]);
		expect(only?.columns.closed.map(({ id }) => id)).toEqual(["7", "6"]);
	});

	it("are one for each severity or owner that has cases, unassigned first", () => {
		expect(lanesOf(CARDS, "severity").map(({ label }) => label)).toEqual(["High", "Low"]);
		expect(lanesOf(CARDS, "owner").map(({ label }) => label)).toEqual(["Unassigned", "ADA", "BEA"]);
		const all = lanesOf(CARDS, "owner").flatMap(({ columns }) => Object.values(columns).flat());
		expect(all.map(({ id }) => id).toSorted()).toEqual(["1", "2", "3", "4"]);
	});
});

describe("an arrow key", () => {
	const lanes = lanesOf(CARDS, "none");
	it("moves within the column and stops at its ends", () => {
		expect(neighbour(lanes, "2", "ArrowDown")).toBe("1");
		expect(neighbour(lanes, "2", "ArrowUp")).toBeNull();
		expect(neighbour(lanes, "4", "ArrowDown")).toBeNull();
	});
	it("jumps over columns without cards", () => {
		expect(neighbour(lanes, "1", "ArrowRight")).toBe("3");
		expect(neighbour(lanes, "3", "ArrowLeft")).toBe("2");
		expect(neighbour(lanes, "3", "ArrowRight")).toBeNull();
	});
	it("moves on to the next row, and does nothing from a card that is gone", () => {
		expect(neighbour(lanesOf(CARDS, "severity"), "2", "ArrowDown")).toBe("1");
		expect(neighbour(lanes, "9", "ArrowDown")).toBeNull();
	});
});
