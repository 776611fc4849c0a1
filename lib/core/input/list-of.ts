import { z } from "zod";

/** A list as a query parameter: repeated, or once with commas; empty members and repetitions are dropped. */
export function listOf<T extends z.ZodType>(member: T, most = 50) {
	return z.preprocess((value) => {
		if (value === undefined || value === null) return undefined;
		const parts: unknown[] = Array.isArray(value) ? value : [value];
		const members = parts
			.flatMap((part) => (typeof part === "string" ? part.split(",") : [part]))
			.filter((part) => part !== "");
		return members.length === 0 ? undefined : [...new Set(members)];
	}, z.array(member).max(most).optional());
}
