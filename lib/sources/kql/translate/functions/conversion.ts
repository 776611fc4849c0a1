import type { KustoType } from "@/lib/sources/kql/tables";
import { quoteText } from "@/lib/sources/kql/translate/sql";
import { fromDynamic, SQL_TYPES, toText } from "@/lib/sources/kql/translate/types";
import { argument, as, type FunctionTable, has, type ScalarFunction, simple } from "./call";

type Conversions = Partial<Record<KustoType, (sql: string) => string>>;

function ofNumbers(build: (sql: string) => string): Conversions {
	return { int: build, long: build, real: build, decimal: build };
}

/** A conversion to `type` from the types that have one; what a dynamic holds is converted as it is elsewhere. */
function converted(type: KustoType, from: Conversions): ScalarFunction {
	return (call) => {
		const value = argument(call, 0);
		const build = from[value.type];
		if (build !== undefined) return { sql: build(value.sql), type };
		if (value.type === type) return value;
		if (value.type === "dynamic") return fromDynamic(call.context, value, type);
		return call.context.refuse(call.node, `${call.name}() of a ${value.type} is not supported.`);
	};
}

function toWhole(type: "int" | "long"): ScalarFunction {
	const cast = (sql: string) => `TRY_CAST(${sql} AS ${SQL_TYPES[type]})`;
	const same = (sql: string) => sql;
	return converted(type, {
		...ofNumbers((sql) => cast(`trunc(${sql})`)),
		int: cast,
		long: cast,
		bool: cast,
		string: (sql) => cast(`kf_text_tolong(${sql})`),
		...(type === "long" ? { datetime: same, timespan: same } : {}),
	});
}

const double = (sql: string) => `(${sql})::DOUBLE`;
const toReal = converted("real", {
	...ofNumbers(double),
	bool: double,
	string: (sql) => `kf_toreal(${sql})`,
});

const decimal = (sql: string) => `TRY_CAST(${sql} AS ${SQL_TYPES.decimal})`;

const toBool = converted("bool", {
	...ofNumbers((sql) => `(${sql} <> 0)`),
	string: (sql) => `kf_tobool(${sql})`,
});

const parseJson: ScalarFunction = (call) => {
	const value = argument(call, 0);
	if (value.type === "dynamic") return value;
	return { sql: `kf_parse_json(${toText(call.context, value).sql})`, type: "dynamic" };
};

/** Hexadecimal digits, as 64-bit two's complement for negatives. */
const toHex: ScalarFunction = (call) => {
	const value = as(call, 0, "long");
	const digits =
		value.type === "int" && has(call, 1)
			? `lower(to_hex(CASE WHEN ${value.sql} < 0 THEN (${value.sql})::BIGINT + 4294967296 ELSE (${value.sql})::BIGINT END))`
			: `lower(to_hex((${value.sql})::BIGINT))`;
	if (!has(call, 1)) return { sql: `coalesce(${digits}, '')`, type: "string" };
	const width = as(call, 1, "long").sql;
	return {
		sql: `coalesce(CASE WHEN length(${digits}) < ${width} THEN lpad(${digits}, (${width})::INTEGER, '0') ELSE ${digits} END, '')`,
		type: "string",
	};
};

const getType: ScalarFunction = (call) => {
	const value = argument(call, 0);
	if (value.type !== "dynamic") {
		const sql =
			value.type === "string"
				? quoteText("string")
				: `CASE WHEN ${value.sql} IS NULL THEN 'null' ELSE '${value.type}' END`;
		return { sql, type: "string" };
	}
	return {
		sql: `CASE json_type(${value.sql}) WHEN 'OBJECT' THEN 'dictionary' WHEN 'ARRAY' THEN 'array' WHEN 'VARCHAR' THEN 'string' WHEN 'BOOLEAN' THEN 'bool' WHEN 'DOUBLE' THEN 'double' WHEN 'BIGINT' THEN 'long' WHEN 'UBIGINT' THEN 'long' ELSE 'null' END`,
		type: "string",
	};
};

export const CONVERSION_FUNCTIONS: FunctionTable = {
	tostring: (call) => toText(call.context, argument(call, 0)),
	toint: toWhole("int"),
	tolong: toWhole("long"),
	toreal: toReal,
	todouble: toReal,
	todecimal: converted("decimal", { ...ofNumbers(decimal), string: decimal }),
	tobool: toBool,
	toboolean: toBool,
	todatetime: converted("datetime", { string: (sql) => `kf_todatetime(${sql})`, long: (sql) => sql }),
	totimespan: converted("timespan", { string: (sql) => `kf_totimespan(${sql})` }),
	toguid: simple(["string"], "guid", "kf_guid"),
	parse_json: parseJson,
	parsejson: parseJson,
	todynamic: parseJson,
	toobject: parseJson,
	tohex: toHex,
	gettype: getType,
	dynamic_to_json: (call) => ({ sql: `coalesce(${as(call, 0, "dynamic").sql}, '')`, type: "string" }),
};
