import { z } from "zod";
import { AppError } from "@/lib/core/errors";

/** What PostgreSQL keeps in no text and no JSON: NUL, and half of a surrogate pair. */
const UNSTORABLE = /[\0\p{Surrogate}]/u;

/** Text that PostgreSQL can keep and compare. */
export const storable = z.string().refine((text) => !UNSTORABLE.test(text));

/** Stands for an input that is not even JSON: its verb refuses it where it would parse it, after its permission. */
export class Unreadable {
	constructor(readonly error: AppError) {}
}

/**
 * Reads an input by its schema. Text that PostgreSQL cannot keep fits no schema, wherever it stands.
 * @throws AppError `invalid_input` with a place for every field that does not fit.
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
	if (input instanceof Unreadable) throw input.error;
	const parsed = schema.safeParse(input);
	const places = parsed.success ? unstorable(parsed.data) : parsed.error.issues.flatMap(fieldProblems);
	if (parsed.success && places.length === 0) return parsed.data;
	const first = places[0];
	throw new AppError(
		"invalid_input",
		first ? `${first.field || "The input"}: ${first.message}` : "The input is not valid.",
		{
			places,
		},
	);
}

/** Where text sits that cannot be kept, keys included. Walks what a schema has let through, so no deeper than that. */
function unstorable(value: unknown, path: readonly string[] = []): { field: string; message: string }[] {
	const message = "Contains a character that is not text: NUL, or half of a surrogate pair.";
	if (typeof value === "string") return UNSTORABLE.test(value) ? [{ field: join(path), message }] : [];
	if (typeof value !== "object" || value === null) return [];
	return Object.entries(value).flatMap(([key, member]) =>
		UNSTORABLE.test(key) ? [{ field: join(path), message }] : unstorable(member, [...path, key]),
	);
}

type Issue = z.core.$ZodIssue;

/** A union's own message says nothing; the branch that got furthest names the field. */
function fieldProblems(issue: Issue): { field: string; message: string }[] {
	if (issue.code === "invalid_union") {
		const branches = issue.errors.map((branch) => branch.flatMap((inner) => fieldProblems(inner)));
		const closest = branches.sort((a, b) => a.length - b.length)[0];
		if (closest && closest.length > 0) {
			return closest.map(({ field, message }) => ({ field: join([...issue.path, field]), message }));
		}
	}
	if (issue.code === "unrecognized_keys") {
		return issue.keys.map((key) => ({
			field: join([...issue.path, key]),
			message: "Unknown field.",
		}));
	}
	return [{ field: join(issue.path), message: issue.message }];
}

function join(path: readonly PropertyKey[]): string {
	return path
		.map(String)
		.filter((part) => part !== "")
		.join(".");
}

/** Query parameters as a record: once is a string, repeated an array. */
export function searchRecord(search: URLSearchParams): Record<string, string | string[]> {
	const record: Record<string, string | string[]> = {};
	for (const key of new Set(search.keys())) {
		const values = search.getAll(key);
		record[key] = values.length === 1 ? (values[0] as string) : values;
	}
	return record;
}
