import { expect, it } from "vitest";
import type { TaskDto } from "@/lib/cases/tasks/answers";
import { onlyChanged } from "./only-changed";

const task = {
	title: "Ask the user",
	description: "",
	blocking: true,
	assignee: { id: "p1", name: "Ada" },
	dueAt: "2026-11-30T10:15:42.000Z",
} as TaskDto;
/** As the form holds the task: its time without seconds. */
const form = {
	title: task.title,
	description: task.description,
	blocking: task.blocking,
	assigneeId: "p1",
	dueAt: "2026-11-30T10:15:00.000Z",
};

it("sends only the fields changed in the form", () => {
	expect(onlyChanged(task, form)).toEqual({});
	expect(onlyChanged(task, { ...form, title: "Call the user" })).toEqual({ title: "Call the user" });
	expect(onlyChanged(task, { ...form, assigneeId: null, dueAt: null })).toEqual({
		assigneeId: null,
		dueAt: null,
	});
	expect(onlyChanged({ ...task, assignee: null, dueAt: null }, form)).toEqual({
		assigneeId: "p1",
		dueAt: form.dueAt,
	});
});
