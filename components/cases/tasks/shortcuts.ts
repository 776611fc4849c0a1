import type { Shortcut } from "@/components/parts/shortcuts/shortcut";

export type TaskKey =
	| "next"
	| "previous"
	| "down"
	| "up"
	| "edit"
	| "doing"
	| "done"
	| "skip"
	| "reopen"
	| "mine"
	| "add"
	| "help";

export const TASK_SHORTCUTS: readonly Shortcut<TaskKey>[] = [
	{ id: "next", keys: ["j", "ArrowDown"], label: "Next task", group: "Move" },
	{ id: "previous", keys: ["k", "ArrowUp"], label: "Previous task", group: "Move" },
	{ id: "down", keys: ["j", "ArrowDown"], shift: true, label: "Move the task down", group: "Move" },
	{ id: "up", keys: ["k", "ArrowUp"], shift: true, label: "Move the task up", group: "Move" },
	{ id: "doing", keys: ["w"], label: "Start the task", group: "Task" },
	{ id: "done", keys: ["d"], label: "Mark done, with an outcome", group: "Task" },
	{ id: "skip", keys: ["s"], label: "Skip, with a reason", group: "Task" },
	{ id: "reopen", keys: ["o"], label: "Reopen", group: "Task" },
	{ id: "mine", keys: ["m"], label: "Assign to me", group: "Task" },
	{ id: "edit", keys: ["Enter"], label: "Edit", group: "Task" },
	{ id: "add", keys: ["n"], label: "New task", group: "Page" },
	{ id: "help", keys: ["?"], label: "These shortcuts", group: "Page" },
];
