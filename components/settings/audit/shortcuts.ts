import type { Shortcut } from "@/components/parts/shortcuts/shortcut";

/** Every key of the audit page. */
export const AUDIT_SHORTCUTS = [
	{ id: "next", keys: ["j", "ArrowDown"], label: "Next row", group: "Move" },
	{ id: "previous", keys: ["k", "ArrowUp"], label: "Previous row", group: "Move" },
	{ id: "open", keys: ["o", "Enter"], label: "Open the row", group: "Move" },
	{ id: "escape", keys: ["Escape"], label: "Close the row", group: "Move" },
	{ id: "search", keys: ["/"], label: "Search", group: "Page" },
	{ id: "help", keys: ["?"], label: "This help", group: "Page" },
] as const satisfies readonly Shortcut[];
