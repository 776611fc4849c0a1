import type { SyntaxElement } from "@/lib/sources/kql/kusto";
import { kindOf, part, simpleName } from "@/lib/sources/kql/syntax";
import { once, type Scalar } from "@/lib/sources/kql/translate/context";
import { quoteText } from "@/lib/sources/kql/translate/sql";
import { isNumeric, toDynamic } from "@/lib/sources/kql/translate/types";
import { argument, as, type Call, type FunctionTable, has, type ScalarFunction, simple } from "./call";

/** A bag or array literal in SQL: JSON text put together of JSON texts. */
export function bagOf(call: Pick<Call, "context">, pairs: readonly (readonly [Scalar, Scalar])[]): Scalar {
	const members = pairs.map(
		([key, value]) =>
			`to_json(${key.sql})::VARCHAR || ':' || coalesce(${toDynamic(call.context, value).sql}, 'null')`,
	);
	return { sql: `('{' || ${members.join(" || ',' || ") || "''"} || '}')`, type: "dynamic" };
}

const packArray: ScalarFunction = (call) => {
	const elements = call.args.map((value) => `coalesce(${toDynamic(call.context, value).sql}, 'null')`);
	return { sql: `('[' || ${elements.join(" || ',' || ") || "''"} || ']')`, type: "dynamic" };
};

const pack: ScalarFunction = (call) => {
	if (call.args.length % 2 !== 0)
		return call.context.refuse(call.node, `${call.name}() needs pairs of key and value.`);
	const pairs = Array.from({ length: call.args.length / 2 }, (_, index): [Scalar, Scalar] => [
		as(call, index * 2, "string"),
		argument(call, index * 2 + 1),
	]);
	return bagOf(call, pairs);
};

const packColumns: ScalarFunction = (call) =>
	bagOf(
		call,
		call.args.map((value, index) => {
			const name =
				columnName(call.argNodes[index]) ?? call.context.refuse(call.node, `${call.name}() takes columns.`);
			return [{ sql: quoteText(name), type: "string" }, value];
		}),
	);

const packAll: ScalarFunction = (call) => {
	if (call.args.length > 0) return call.context.unsupported(call.node, "pack_all() with an argument");
	return bagOf(
		call,
		[...call.scope.columns.values()].map((column) => [
			{ sql: quoteText(column.name), type: "string" },
			{ sql: column.sql, type: column.type },
		]),
	);
};

const arrayLength = simple(
	["dynamic"],
	"long",
	(x) => `CASE WHEN json_type(${x}) = 'ARRAY' THEN json_array_length(${x})::BIGINT END`,
);

function spread(sqlFunction: string): ScalarFunction {
	return (call) => ({
		sql: `${sqlFunction}(${call.args.map((_, index) => as(call, index, "dynamic").sql).join(", ")})`,
		type: "dynamic",
	});
}

function rotate(direction: 1 | -1): ScalarFunction {
	return simple(["dynamic", "long"], "dynamic", (x, by) => `kf_array_rotate(${x}, ${direction} * (${by}))`);
}

function shift(direction: 1 | -1): ScalarFunction {
	return simple(
		["dynamic", "long", "dynamic"],
		"dynamic",
		(x, by, fill) => `kf_array_shift(${x}, ${direction} * (${by}), ${fill})`,
		["NULL::VARCHAR"],
	);
}

function sort(descending: boolean): ScalarFunction {
	return (call) => {
		if (call.args.length !== 1)
			return call.context.unsupported(call.node, `${call.name}() of several arrays`);
		return { sql: `kf_array_sort(${as(call, 0, "dynamic").sql}, ${descending})`, type: "dynamic" };
	};
}

/** range(start, stop [, step]): numbers, datetimes or timespans; the step defaults to 1, 1h, 1d. */
const range: ScalarFunction = (call) => {
	const start = argument(call, 0);
	const stop = argument(call, 1);
	const step = has(call, 2) ? argument(call, 2) : null;
	if (isNumeric(start.type) && isNumeric(stop.type)) {
		const whole = [start, stop, ...(step ? [step] : [])].every(
			(value) => value.type === "int" || value.type === "long",
		);
		return {
			sql: whole
				? `kf_range_long(${start.sql}, ${stop.sql}, ${step?.sql ?? "1"}, 'long')`
				: `kf_range_real((${start.sql})::DOUBLE, (${stop.sql})::DOUBLE, (${step?.sql ?? "1"})::DOUBLE)`,
			type: "dynamic",
		};
	}
	if (start.type !== stop.type || (start.type !== "datetime" && start.type !== "timespan")) {
		return call.context.refuse(call.node, `range() from ${start.type} to ${stop.type} is not supported.`);
	}
	const hours = start.type === "timespan" ? 36_000_000_000n : 864_000_000_000n;
	if (step && step.type !== "timespan")
		return call.context.refuse(call.node, "range() over times steps by a timespan.");
	return {
		sql: `kf_range_long(${start.sql}, ${stop.sql}, ${step?.sql ?? hours}, '${start.type}')`,
		type: "dynamic",
	};
};

const extractJson: ScalarFunction = (call) => {
	const type = call.type ?? "string";
	const found = `kf_extract_json(${as(call, 0, "string").sql}, ${as(call, 1, "string").sql})`;
	if (type !== "string") return call.context.unsupported(call.node, `extract_json() into ${type}`);
	return { sql: `coalesce(${found}, '')`, type: "string" };
};

function series(operation: string): ScalarFunction {
	return simple(["dynamic", "dynamic"], "dynamic", (a, b) => `kf_series(${a}, ${b}, '${operation}')`);
}

const repeat: ScalarFunction = (call) => {
	const value = `coalesce(${as(call, 0, "dynamic").sql}, 'null')`;
	const count = once(
		call.context,
		[as(call, 1, "long")],
		(x) => `CASE WHEN ${x} BETWEEN 0 AND 1048576 THEN ${x} END`,
	);
	return {
		sql: `('[' || array_to_string(list_resize([]::VARCHAR[], ${count}, ${value}), ',') || ']')`,
		type: "dynamic",
	};
};

export const DYNAMIC_FUNCTIONS: FunctionTable = {
	pack_array: packArray,
	pack,
	bag_pack: pack,
	pack_dictionary: pack,
	bag_pack_columns: packColumns,
	pack_all: packAll,
	array_length: arrayLength,
	arraylength: arrayLength,
	array_concat: spread("kf_array_concat"),
	array_slice: simple(["dynamic", "long", "long"], "dynamic", "kf_array_slice"),
	array_rotate_left: rotate(1),
	array_rotate_right: rotate(-1),
	array_shift_left: shift(1),
	array_shift_right: shift(-1),
	array_reverse: simple(["dynamic"], "dynamic", "kf_array_reverse"),
	array_sum: simple(["dynamic"], "real", "kf_array_sum"),
	array_index_of: simple(["dynamic", "dynamic", "long"], "long", "kf_array_index_of", ["0"]),
	array_sort_asc: sort(false),
	array_sort_desc: sort(true),
	bag_keys: simple(["dynamic"], "dynamic", "kf_bag_keys"),
	bag_merge: spread("kf_bag_merge"),
	bag_has_key: simple(["dynamic", "string"], "bool", "kf_bag_has_key"),
	bag_remove_keys: simple(["dynamic", "dynamic"], "dynamic", "kf_bag_remove_keys"),
	bag_set_key: simple(["dynamic", "string", "dynamic"], "dynamic", "kf_bag_set_key"),
	bag_zip: simple(["dynamic", "dynamic"], "dynamic", "kf_bag_zip"),
	set_union: spread("kf_set_union"),
	set_intersect: spread("kf_set_intersect"),
	set_difference: spread("kf_set_difference"),
	set_has_element: simple(["dynamic", "dynamic"], "bool", "kf_set_has_element"),
	jaccard_index: (call) =>
		toDynamic(call.context, {
			sql: `kf_jaccard_index(${as(call, 0, "dynamic").sql}, ${as(call, 1, "dynamic").sql})`,
			type: "real",
		}),
	zip: spread("kf_zip"),
	range,
	repeat,
	extract_json: extractJson,
	extractjson: extractJson,
	series_add: series("+"),
	series_subtract: series("-"),
	series_multiply: series("*"),
};

/** The column a node refers to by its plain name, if it is such a reference. */
function columnName(node: SyntaxElement | undefined): string | null {
	if (!node) return null;
	switch (kindOf(node)) {
		case "NameReference":
			return simpleName(node);
		case "ParenthesizedExpression":
			return columnName(part(node, "Expression"));
		default:
			return null;
	}
}
