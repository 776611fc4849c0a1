/**
 * One declaration for each filter of a list. From its table come the schema of the API's parameters, what the page's
 * address holds, the message for a value that does not fit, and the chip; only the SQL is the server's own.
 */
import { z } from "zod";
import { listOf } from "./input/list-of";
import { instant } from "./time";

export interface Filter<Schema extends z.ZodType = z.ZodType> {
	/** `list`: any of several values. `one`: a single one. `time`: a bound. `words`: a text search. */
	readonly kind: "list" | "one" | "time" | "words";
	/** On its button; of a bound, what stands before the time; of a single value without a name, all of its chip. */
	readonly label: string;
	readonly schema: Schema;
	/** What a value should have been, for the person who wrote the address. */
	readonly expected: string;
}

export type Filters = Readonly<Record<string, Filter>>;
type ShapeOf<Table extends Filters> = { [Param in keyof Table]: Table[Param]["schema"] };

/** Any of several values. @param most how many at once */
export function list<T extends z.ZodType>(
	label: string,
	member: T,
	expected = "It is too long, or of another kind.",
	most?: number,
) {
	return { kind: "list" as const, label, schema: listOf(member, most), expected };
}

/** Any of these values. */
export function choices<const T extends readonly string[]>(label: string, values: T) {
	return list(label, z.enum(values), `One or more of ${values.join(", ")}.`);
}

/** A single value. */
export function one<T extends z.ZodType>(label: string, value: T, expected: string) {
	return { kind: "one" as const, label, schema: value.optional(), expected };
}

/** A bound in time: by custom `…from` includes it and `…to` does not. */
export function time(label: string) {
	const expected = "A time such as 2026-05-03T14:00:00Z.";
	return { kind: "time" as const, label, schema: instant.optional(), expected };
}

/** Words to look for. */
export function words(label = "Search") {
	const schema = z.string().trim().max(200).optional();
	return { kind: "words" as const, label, schema, expected: "At most 200 characters." };
}

/** The schema of a filter, as the routes read it. Every member narrows. */
export function filterSchema<const Table extends Filters>(table: Table) {
	const shape = Object.entries(table).map(([param, { schema }]) => [param, schema]);
	return z.object(Object.fromEntries(shape) as ShapeOf<Table>);
}

/** The server's half of a table: what each filter asks of a row, such as a condition of SQL. */
export type Conditions<Filter, Condition> = {
	readonly [Param in keyof Filter]-?: (
		value: Exclude<Filter[Param], undefined>,
		filter: Filter,
	) => Condition | readonly Condition[];
};

/** The conditions of the filters that are set. @param params of these alone */
export function conditionsOf<Filter extends object, Condition extends object>(
	conditions: Conditions<Filter, Condition>,
	filter: Partial<Filter>,
	params = Object.keys(conditions) as (keyof Filter)[],
): Condition[] {
	return params.flatMap((param) => {
		const value = filter[param];
		return value === undefined || value === "" ? [] : conditions[param](value as never, filter as Filter);
	});
}
