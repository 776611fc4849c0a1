import { describe, expect, it } from "vitest";
import { CASE_STATUSES, TASK_STATUSES } from "../cases/rules";
import { isOpenTask, isOverdue, mayChangeTasks, moved, outcomeProblem } from "./rules";

describe("a task's status", () => {
	it("is open until somebody has done or skipped it", () => {
		expect(TASK_STATUSES.filter(isOpenTask)).toEqual(["open", "doing"]);
	});

	it.each(
		TASK_STATUSES.flatMap((status) =>
			[true, false].flatMap((blocking) =>
				["", "  ", "said"].map((outcome) => ({ status, blocking, outcome })),
			),
		),
	)("%o needs its outcome where a case hangs on it, and wherever it is skipped", (task) => {
		const needs =
			task.outcome.trim() === "" && (task.status === "skipped" || (task.status === "done" && task.blocking));
		expect(outcomeProblem(task)?.field).toBe(needs ? "outcome" : undefined);
	});

	it("is late only while it is open", () => {
		const now = new Date("2026-01-02T00:00:00Z");
		const due = "2026-01-01T00:00:00.000Z";
		expect(TASK_STATUSES.filter((status) => isOverdue({ status, dueAt: due }, now))).toEqual([
			"open",
			"doing",
		]);
		expect(isOverdue({ status: "open", dueAt: null }, now)).toBe(false);
		expect(isOverdue({ status: "open", dueAt: now.toISOString() }, now)).toBe(false);
	});
});

it("tasks stand still with their closed case", () => {
	expect(CASE_STATUSES.filter((status) => !mayChangeTasks(status))).toEqual(["closed"]);
});

describe("moved", () => {
	const ids = ["a", "b", "c", "d"];
	it("puts one after another, or first", () => {
		expect(moved(ids, "a", "c")).toEqual(["b", "c", "a", "d"]);
		expect(moved(ids, "d", "a")).toEqual(["a", "d", "b", "c"]);
		expect(moved(ids, "c", null)).toEqual(["c", "a", "b", "d"]);
		expect(moved(ids, "a", null)).toEqual(ids);
	});

	it("keeps every id whatever is moved where", () => {
		for (const id of ids)
			for (const after of [null, ...ids]) {
				const next = moved(ids, id, after);
				if (after === id) expect(next).toBeNull();
				else expect([...(next ?? [])].sort()).toEqual(ids);
			}
	});

	it("knows nothing of strangers", () => {
		expect(moved(ids, "x", null)).toBeNull();
		expect(moved(ids, "a", "x")).toBeNull();
	});
});
