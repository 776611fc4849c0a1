import { visibleProse } from "@/lib/core/visible-text";

/** What names something or leads somewhere, and is not read. */
const NAMES = new Set(["item", "href", "id", "hash", "links", "workspaces", "timeZone"]);

/**
 * A handover's document as a person reads it: no text in it is live or hides anything. The document itself keeps what
 * was signed, to the byte.
 */
export function visibleDocument<T>(document: T): T {
	return shown(document) as T;
}

function shown(value: unknown): unknown {
	if (typeof value === "string") return visibleProse(value);
	if (Array.isArray(value)) return value.map(shown);
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, member]) => [name, NAMES.has(name) ? member : shown(member)]),
	);
}
