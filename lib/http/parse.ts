import type { z } from "zod";
import { AppError } from "@/lib/errors";

/**
 * Reads an input by its schema.
 * @throws AppError `invalid_input` with a place for every field that does not fit.
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
	const parsed = schema.safeParse(input);
	if (parsed.success) return parsed.data;
	const places = parsed.error.issues.flatMap(fieldProblems);
	const first = places[0];
	throw new AppError(
		"invalid_input",
		first ? `${first.field || "The input"}: ${first.message}` : "The input does not fit.",
		{
			places,
		},
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
			message: "There is no such field.",
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
