/** One field of what a row of the audit says was before and after. Undefined where a side does not name it. */
export interface FieldChange {
	/** Dotted for fields inside others: `findings.new`. */
	readonly field: string;
	readonly before: unknown;
	readonly after: unknown;
}

/**
 * What changed, field by field, in the order of `after`. Fields equal on both sides are left out, and so are those
 * that only `before` names without a value: `after` holds what was set, `before` everything that it overwrote.
 */
export function fieldChanges(before: unknown, after: unknown): FieldChange[] {
	const old = leaves(before);
	const fresh = leaves(after);
	const changes: FieldChange[] = [];
	for (const [field, value] of fresh) {
		const was = old.get(field);
		if (JSON.stringify(was) !== JSON.stringify(value)) changes.push({ field, before: was, after: value });
	}
	for (const [field, value] of old) {
		if (!fresh.has(field) && value !== null) changes.push({ field, before: value, after: undefined });
	}
	return changes;
}

/** The values of an object by their dotted names; anything else is one value without a name. */
function leaves(value: unknown, name = ""): Map<string, unknown> {
	const found = new Map<string, unknown>();
	if (value === undefined || (value === null && name === "")) return found;
	if (
		typeof value !== "object" ||
		value === null ||
		Array.isArray(value) ||
		Object.keys(value).length === 0
	) {
		return found.set(name, value);
	}
	for (const [key, member] of Object.entries(value)) {
		for (const [path, leaf] of leaves(member, name === "" ? key : `${name}.${key}`)) found.set(path, leaf);
	}
	return found;
}
