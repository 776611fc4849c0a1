import { expect, it } from "vitest";
import { caseHappening } from "./case-happenings";

it("names what happened to a case in a few words", () => {
	const say = (kind: string, data: unknown = {}) => caseHappening({ kind, data });
	expect(say("status_changed", { before: { status: "open" }, after: { status: "closed" } })).toBe(
		"Status: closed",
	);
	expect(say("updated", { before: { nextAction: "Call" }, after: { nextAction: null } })).toBe(
		"Next action done: Call",
	);
	expect(say("updated", { before: { nextAction: null }, after: { nextAction: "Call" } })).toBe(
		"Next action: Call",
	);
	expect(say("updated", { before: {}, after: { nextActionAt: "2026-03-01T06:00:00Z" } })).toBe(
		"Next action moved",
	);
	expect(say("updated", { before: { severity: "low" }, after: { severity: "high" } })).toBe("Severity: high");
	expect(say("updated", { before: {}, after: { known: "x", hypothesis: "y" } })).toBe(
		"Changed: what we know, hypothesis",
	);
	expect(say("task_changed", { before: { status: "open" }, after: { status: "done", title: "Ask" } })).toBe(
		"Task done: Ask",
	);
	expect(say("task_changed", { after: { assigneeName: "Kim" } })).toBe("Task changed");
	expect(say("commented")).toBe("Comment");
});

it("leaves out changes without a meaning, and copes with any data", () => {
	for (const data of [null, "x", { after: null }, { after: { tags: ["a"] } }]) {
		expect(caseHappening({ kind: "updated", data })).toBeNull();
	}
	expect(caseHappening({ kind: "watcher_added", data: {} })).toBeNull();
	expect(caseHappening({ kind: "never heard of", data: {} })).toBeNull();
});
