import { createHash } from "node:crypto";

/** SHA-256 in hex of a value's JSON, the order of its keys aside. */
export function hashOf(value: unknown): string {
	return createHash("sha256")
		.update(JSON.stringify(sorted(value)))
		.digest("hex");
}

/** A GUID that always comes out the same for these names (RFC 9562, version 8). */
export function guidOf(...names: readonly string[]): string {
	const hex = createHash("sha256").update(names.join("/")).digest("hex");
	const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16).padStart(2, "0");
	return [
		hex.slice(0, 8),
		hex.slice(8, 12),
		`8${hex.slice(13, 16)}`,
		`${variant}${hex.slice(18, 20)}`,
		hex.slice(20, 32),
	].join("-");
}

function sorted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sorted);
	if (value === null || typeof value !== "object" || value instanceof Date) return value;
	return Object.fromEntries(
		Object.entries(value)
			.sort(([one], [other]) => (one < other ? -1 : 1))
			.map(([key, inner]) => [key, sorted(inner)]),
	);
}
