import { describe, expect, it } from "vitest";
import { TASK_STATUSES } from "@/lib/cases/record/rules";
import { CASE_STATUSES } from "@/lib/core/case-status";
import {
	chooseTwins,
	isFurther,
	isOpenTask,
	isOverdue,
	mayChangeTasks,
	moved,
	outcomeProblem,
	type Twin,
} from "./rules";

describe("a task's status", () => {
	it("is open until it is done or skipped", () => {
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

it("tasks can't be changed while their case is closed", () => {
	expect(CASE_STATUSES.filter((status) => !mayChangeTasks(status))).toEqual(["closed"]);
});

describe("moved", () => {
	const ids = ["a", "b", "c", "d"];
	it("moves an id after another, or to the front", () => {
		expect(moved(ids, "a", "c")).toEqual(["b", "c", "a", "d"]);
		expect(moved(ids, "d", "a")).toEqual(["a", "d", "b", "c"]);
		expect(moved(ids, "c", null)).toEqual(["c", "a", "b", "d"]);
		expect(moved(ids, "a", null)).toEqual(ids);
	});

	it("keeps every id, whichever is moved", () => {
		for (const id of ids)
			for (const after of [null, ...ids]) {
				const next = moved(ids, id, after);
				if (after === id) expect(next).toBeNull();
				else expect([...(next ?? [])].sort()).toEqual(ids);
			}
	});

	it("returns nothing for unknown ids", () => {
		expect(moved(ids, "x", null)).toBeNull();
		expect(moved(ids, "a", "x")).toBeNull();
	});
});

describe("tasks that two merged cases both have", () => {
	const task = (id: string, over: Partial<Twin> = {}): Twin => ({
		id,
		title: "Scope",
		description: "",
		status: "open",
		blocking: false,
		assigneeId: null,
		outcome: "",
		...over,
	});

	it("compare by status first: done, skipped, doing, open", () => {
		const order = ["open", "doing", "skipped", "done"] as const;
		for (const [index, status] of order.entries())
			for (const [other, theirs] of order.entries())
				expect(isFurther(task("a", { status }), task("b", { status: theirs }))).toBe(index > other);
	});

	it("with the same status compare by blocking, assignee and result", () => {
		const plain = task("a");
		for (const over of [{ blocking: true }, { assigneeId: "p" }, { outcome: "Seen" }]) {
			expect(isFurther(task("b", over), plain)).toBe(true);
			expect(isFurther(plain, task("b", over))).toBe(false);
		}
		expect(isFurther(task("b", { assigneeId: "p" }), task("c", { blocking: true }))).toBe(false);
		expect(isFurther(plain, task("b"))).toBe(false);
	});

	it("are kept once: the remaining case's, unless the merged case's is further along", () => {
		const [mine, theirs] = [task("mine", { status: "done" }), task("theirs", { title: " scope " })];
		expect(chooseTwins([mine], [theirs], ["Scope"])).toEqual({
			moved: ["mine"],
			setAside: ["theirs"],
			replaced: [{ task: theirs, by: mine }],
		});
		expect(chooseTwins([theirs], [mine], ["Scope"])).toEqual({
			moved: [],
			setAside: [],
			replaced: [{ task: theirs, by: mine }],
		});
	});

	it("are not the same by title alone where no template has it", () => {
		const [mine, theirs] = [task("mine"), task("theirs")];
		expect(chooseTwins([mine], [theirs], [])).toEqual({ moved: ["mine"], setAside: [], replaced: [] });
		const described = [
			task("mine", { description: "Ask " }),
			task("theirs", { description: "Ask" }),
		] as const;
		expect(chooseTwins([described[0]], [described[1]], []).moved).toEqual([]);
	});

	it("lose none and duplicate none, in any state", () => {
		const states = ["open", "doing", "skipped", "done"] as const;
		const titles = ["A", "B", "C"];
		for (const one of states)
			for (const other of states) {
				const from = titles.map((title) => task(`from ${title}`, { title, status: one }));
				const into = ["B", "C", "D"].map((title) => task(`into ${title}`, { title, status: other }));
				const { moved: over, setAside, replaced } = chooseTwins(from, into, [...titles, "D"]);
				const after = [
					...from.filter(({ id }) => over.includes(id)),
					...into.filter(({ id }) => !setAside.includes(id)),
				];
				expect(after.map(({ title }) => title).toSorted()).toEqual(["A", "B", "C", "D"]);
				expect(replaced).toHaveLength(2);
			}
	});
});
