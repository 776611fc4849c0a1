import type { Shortcut } from "@/components/parts/shortcuts/shortcut";

export type ReadBackKey = "next" | "previous" | "accept" | "ask" | "decline" | "help";

export const READ_BACK_SHORTCUTS: readonly Shortcut<ReadBackKey>[] = [
	{ id: "next", keys: ["j", "ArrowDown"], label: "Next item", group: "Items" },
	{ id: "previous", keys: ["k", "ArrowUp"], label: "Previous item", group: "Items" },
	{ id: "accept", keys: ["a"], label: "Accept it, and go on", group: "Answers" },
	{ id: "ask", keys: ["q"], label: "Ask about it", group: "Answers" },
	{ id: "decline", keys: ["d"], label: "Decline it", group: "Answers" },
	{ id: "help", keys: ["?"], label: "These shortcuts", group: "Page" },
];
