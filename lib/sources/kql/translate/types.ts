import type { SyntaxElement, TypeSymbol } from "@/lib/sources/kql/kusto";
import type { KustoType } from "@/lib/sources/kql/tables";
import { type Context, once, type Scalar } from "./context";
import { quoteText } from "./sql";

/** How each KQL type lives in SQL. Dynamic is JSON text, with a JSON null held as NULL. */
export const SQL_TYPES: Readonly<Record<KustoType, string>> = {
	bool: "BOOLEAN",
	datetime: "BIGINT",
	decimal: "DECIMAL(38,9)",
	dynamic: "VARCHAR",
	guid: "VARCHAR",
	int: "INTEGER",
	long: "BIGINT",
	real: "DOUBLE",
	string: "VARCHAR",
	timespan: "BIGINT",
};

/** 100 ns ticks between 0001-01-01, KQL's epoch, and 1970-01-01. */
export const UNIX_EPOCH_TICKS = 621_355_968_000_000_000n;
export const TICKS_PER_DAY = 864_000_000_000n;

const NUMERIC = new Set<KustoType>(["int", "long", "real", "decimal"]);

export function isNumeric(type: KustoType): boolean {
	return NUMERIC.has(type);
}

/** The KQL type of a type symbol, or null for the binder's own (unknown, error, tuple, table). */
export function kustoType(symbol: TypeSymbol | null | undefined): KustoType | null {
	const name = symbol?.Name;
	if (name === undefined) return null;
	if (name in SQL_TYPES) return name as KustoType;
	// The binder tells arrays, bags and arrays of a known element apart; to the engine all are dynamic.
	return name.startsWith("dynamic") ? "dynamic" : null;
}

export function typeOf(context: Context, node: SyntaxElement): KustoType {
	return (
		kustoType(node.ResultType) ?? context.unsupported(node, "an expression whose type depends on the data")
	);
}

export function nullOf(type: KustoType): Scalar {
	if (type === "string") return { sql: "''", type, literal: "" };
	return { sql: `NULL::${SQL_TYPES[type]}`, type, literal: null };
}

/** KQL's text of a value, as tostring() and strcat() give it: never NULL. */
export function toText(_context: Context, value: Scalar): Scalar {
	const sql = () => {
		switch (value.type) {
			case "string":
				return value.sql;
			case "dynamic":
				return `coalesce(json_extract_string(${value.sql}, '$'), '')`;
			case "datetime":
				return `coalesce(kf_datetime_text(${value.sql}), '')`;
			case "timespan":
				return `coalesce(kf_timespan_text(${value.sql}), '')`;
			case "real":
				return `coalesce(kf_real_text(${value.sql}), '')`;
			case "decimal":
				return `coalesce(kf_decimal_text((${value.sql})::VARCHAR), '')`;
			default:
				return `coalesce((${value.sql})::VARCHAR, '')`;
		}
	};
	const literal = value.type === "string" ? { literal: value.literal ?? "" } : {};
	return { sql: sql(), type: "string", ...(value.literal === undefined ? {} : literal) };
}

/** JSON text of a value, as it stands inside an array or bag; NULL for null. */
export function toDynamic(context: Context, value: Scalar): Scalar {
	const sql = () => {
		switch (value.type) {
			case "dynamic":
				return value.sql;
			case "int":
			case "long":
			case "bool":
				return `(${value.sql})::VARCHAR`;
			case "real":
				return once(context, [value], (x) => `CASE WHEN isfinite(${x}) THEN to_json(${x})::VARCHAR END`);
			case "decimal":
				return `kf_decimal_text((${value.sql})::VARCHAR)`;
			case "datetime":
				return `'"' || kf_datetime_text(${value.sql}) || '"'`;
			case "timespan":
				return `'"' || kf_timespan_text(${value.sql}) || '"'`;
			default:
				return `to_json(${value.sql})::VARCHAR`;
		}
	};
	return { sql: `(${sql()})`, type: "dynamic" };
}

/**
 * Converts between types the way KQL does where it converts by itself: number to wider number, a dynamic's
 * scalar to the type at hand, anything to dynamic. Null where it cannot say.
 */
export function implicitly(context: Context, value: Scalar, type: KustoType): Scalar | null {
	if (value.type === type) return value;
	if (value.literal === null) return nullOf(type);
	if (isNumeric(value.type) && isNumeric(type)) {
		if (type === "int" || (type === "long" && value.type !== "int")) return null;
		return { sql: `(${value.sql})::${SQL_TYPES[type]}`, type };
	}
	if (type === "dynamic") return toDynamic(context, value);
	if (value.type === "dynamic") return fromDynamic(context, value, type);
	if (type === "string" && value.type === "guid") return toText(context, value);
	if (type === "guid" && value.type === "string") return { sql: `kf_guid(${value.sql})`, type };
	return null;
}

/** The scalar inside a dynamic as `type`; null where the dynamic holds something else. */
export function fromDynamic(context: Context, value: Scalar, type: KustoType): Scalar {
	switch (type) {
		case "dynamic":
			return value;
		case "string":
			return toText(context, value);
		case "int":
		case "long":
			return {
				sql: `TRY_CAST(kf_tolong(coalesce(json_extract_string(${value.sql}, '$'), '')) AS ${SQL_TYPES[type]})`,
				type,
			};
		case "real":
			return { sql: `kf_toreal(coalesce(json_extract_string(${value.sql}, '$'), ''))`, type };
		case "decimal":
			return { sql: `TRY_CAST(json_extract_string(${value.sql}, '$') AS ${SQL_TYPES.decimal})`, type };
		case "bool":
			return { sql: `kf_tobool(coalesce(json_extract_string(${value.sql}, '$'), ''))`, type };
		case "datetime":
			return { sql: `kf_todatetime(coalesce(json_extract_string(${value.sql}, '$'), ''))`, type };
		case "timespan":
			return { sql: `kf_totimespan(coalesce(json_extract_string(${value.sql}, '$'), ''))`, type };
		case "guid":
			return { sql: `kf_guid(coalesce(json_extract_string(${value.sql}, '$'), ''))`, type };
	}
}

export function longLiteral(value: bigint): Scalar {
	return { sql: value < 0n ? `(${value})::BIGINT` : `${value}::BIGINT`, type: "long", literal: value };
}

export function textLiteral(value: string): Scalar {
	return { sql: quoteText(value), type: "string", literal: value };
}
