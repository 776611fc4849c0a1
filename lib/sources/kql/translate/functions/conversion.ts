import { quoteText } from "@/lib/sources/kql/translate/sql";
import { fromDynamic, isNumeric, SQL_TYPES, toText } from "@/lib/sources/kql/translate/types";
import { argument, as, type Call, type FunctionTable, has, type ScalarFunction, simple } from "./call";

function toWhole(type: "int" | "long"): ScalarFunction {
	return (call) => {
		const value = argument(call, 0);
		const sqlType = SQL_TYPES[type];
		switch (value.type) {
			case "int":
			case "long":
			case "bool":
				return { sql: `TRY_CAST(${value.sql} AS ${sqlType})`, type };
			case "real":
			case "decimal":
				return { sql: `TRY_CAST(trunc(${value.sql}) AS ${sqlType})`, type };
			case "string":
				return { sql: `TRY_CAST(kf_text_tolong(${value.sql}) AS ${sqlType})`, type };
			case "dynamic":
				return fromDynamic(call.context, value, type);
			case "datetime":
			case "timespan":
				if (type === "long") return { sql: value.sql, type };
				return call.context.refuse(call.node, `${call.name}() of a ${value.type} is not supported.`);
			default:
				return call.context.refuse(call.node, `${call.name}() of a ${value.type} is not supported.`);
		}
	};
}

const toReal: ScalarFunction = (call) => {
	const value = argument(call, 0);
	if (isNumeric(value.type) || value.type === "bool") return { sql: `(${value.sql})::DOUBLE`, type: "real" };
	if (value.type === "string") return { sql: `kf_toreal(${value.sql})`, type: "real" };
	if (value.type === "dynamic") return fromDynamic(call.context, value, "real");
	return call.context.refuse(call.node, `${call.name}() of a ${value.type} is not supported.`);
};

const toDecimal: ScalarFunction = (call) => {
	const value = argument(call, 0);
	if (isNumeric(value.type) || value.type === "string") {
		return { sql: `TRY_CAST(${value.sql} AS ${SQL_TYPES.decimal})`, type: "decimal" };
	}
	if (value.type === "dynamic") return fromDynamic(call.context, value, "decimal");
	return call.context.refuse(call.node, `${call.name}() of a ${value.type} is not supported.`);
};

const toBool: ScalarFunction = (call) => {
	const value = argument(call, 0);
	if (value.type === "bool") return value;
	if (value.type === "string") return { sql: `kf_tobool(${value.sql})`, type: "bool" };
	if (value.type === "dynamic") return fromDynamic(call.context, value, "bool");
	if (isNumeric(value.type)) return { sql: `(${value.sql} <> 0)`, type: "bool" };
	return call.context.refuse(call.node, `${call.name}() of a ${value.type} is not supported.`);
};

const toDatetime: ScalarFunction = (call) => {
	const value = argument(call, 0);
	if (value.type === "datetime") return value;
	if (value.type === "string") return { sql: `kf_todatetime(${value.sql})`, type: "datetime" };
	if (value.type === "dynamic") return fromDynamic(call.context, value, "datetime");
	if (value.type === "long") return { sql: value.sql, type: "datetime" };
	return call.context.refuse(call.node, `${call.name}() of a ${value.type} is not supported.`);
};

const toTimespan: ScalarFunction = (call) => {
	const value = argument(call, 0);
	if (value.type === "timespan") return value;
	if (value.type === "string") return { sql: `kf_totimespan(${value.sql})`, type: "timespan" };
	if (value.type === "dynamic") return fromDynamic(call.context, value, "timespan");
	return call.context.refuse(call.node, `${call.name}() of a ${value.type} is not supported.`);
};

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

function text(call: Call): ReturnType<ScalarFunction> {
	return toText(call.context, argument(call, 0));
}

export const CONVERSION_FUNCTIONS: FunctionTable = {
	tostring: text,
	toint: toWhole("int"),
	tolong: toWhole("long"),
	toreal: toReal,
	todouble: toReal,
	todecimal: toDecimal,
	tobool: toBool,
	toboolean: toBool,
	todatetime: toDatetime,
	totimespan: toTimespan,
	toguid: simple(["string"], "guid", (value) => `kf_guid(${value})`),
	parse_json: parseJson,
	parsejson: parseJson,
	todynamic: parseJson,
	toobject: parseJson,
	tohex: toHex,
	gettype: getType,
	dynamic_to_json: (call) => ({ sql: `coalesce(${as(call, 0, "dynamic").sql}, '')`, type: "string" }),
};
