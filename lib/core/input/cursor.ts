import type { z } from "zod";
import { fieldError } from "@/lib/core/errors";

/** Where a page ended, as text that a client passes on and does not read. */
export function writeCursor(place: unknown): string {
	return Buffer.from(JSON.stringify(place)).toString("base64url");
}

/**
 * Reads a cursor by its schema. It comes from the client, so what is in it is trusted no more than a filter.
 * @throws AppError `invalid_input` for one that was not written for this list
 */
export function readCursor<Schema extends z.ZodType>(schema: Schema, text: string): z.output<Schema> {
	const place = schema.safeParse(decode(text));
	if (place.success) return place.data;
	throw fieldError(
		"cursor",
		"Use nextCursor from the previous page, with the same sort.",
		"This page's cursor does not belong to this list.",
	);
}

function decode(text: string): unknown {
	try {
		return JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
	} catch {
		return undefined; // no schema of a cursor takes it
	}
}
