import type { Shortcut } from "@/components/parts/shortcuts/shortcut";

/** Every key of the triage page. */
export const TRIAGE_SHORTCUTS = [
	{ id: "next", keys: ["j", "ArrowDown"], label: "Next finding", group: "Move" },
	{ id: "previous", keys: ["k", "ArrowUp"], label: "Previous finding", group: "Move" },
	{ id: "open", keys: ["o", "Enter"], label: "Open the finding", group: "Move" },
	{ id: "escape", keys: ["Escape"], label: "Clear selection, close finding", group: "Move" },
	{ id: "select", keys: ["x"], label: "Select", group: "Select" },
	{ id: "extend", keys: ["x"], shift: true, label: "Select up to here", group: "Select" },
	{ id: "triaged", keys: ["t"], label: "Mark triaged", group: "Decide" },
	{ id: "benign", keys: ["b"], label: "Mark benign…", group: "Decide" },
	{ id: "escalated", keys: ["e"], label: "Escalate…", group: "Decide" },
	{ id: "undo", keys: ["u"], label: "Undo the last decision", group: "Decide" },
	{ id: "search", keys: ["/"], label: "Search", group: "Page" },
	{ id: "copy", keys: ["c"], label: "Copy the URL, defanged", group: "Page" },
	{ id: "help", keys: ["?"], label: "This help", group: "Page" },
] as const satisfies readonly Shortcut[];

/** Those of anyone who may not decide. */
export const READING_SHORTCUTS = TRIAGE_SHORTCUTS.filter(({ group }) => group !== "Decide");

export type TriageShortcut = (typeof TRIAGE_SHORTCUTS)[number]["id"];
