import type { SyntaxElement } from "@/lib/sources/kql/kusto";
import { parseLong, parseReal, realText } from "@/lib/sources/kql/runtime/numbers";
import type { KustoType } from "@/lib/sources/kql/tables";
import { type Context, once, type Scalar } from "./context";
import { fromDynamic, implicitly, isNumeric, longLiteral, nullOf, textLiteral } from "./types";

/**
 * Brings two sides of a comparison to one type, as KQL does where it compares different types. A bool against
 * "0", "1", 0 or 1 is a comparison of bools: the community's hunts are written so (`IsClickedThrough != "0"`).
 */
export function comparable(
	context: Context,
	node: SyntaxElement,
	left: Scalar,
	right: Scalar,
): [Scalar, Scalar] {
	if (left.type === right.type) {
		if (left.type === "dynamic") {
			return context.refuse(
				node,
				"Two dynamic values cannot be compared; convert them first, as with tostring().",
			);
		}
		return [left, right];
	}
	if (left.type === "bool") return [left, asBool(context, node, right)];
	if (right.type === "bool") return [asBool(context, node, left), right];
	if (isNumeric(left.type) && isNumeric(right.type)) return [left, right];
	const asOther = literalAs(left, right.type);
	if (asOther) return [asOther, right];
	const asOne = literalAs(right, left.type);
	if (asOne) return [left, asOne];
	if (left.type === "dynamic") return [dynamicAs(context, left, right), wide(right)];
	if (right.type === "dynamic") return [wide(left), dynamicAs(context, right, left)];
	const converted = implicitly(context, right, left.type);
	if (converted) return [left, converted];
	const other = implicitly(context, left, right.type);
	if (other) return [other, right];
	return context.refuse(node, `Values of type ${left.type} and ${right.type} cannot be compared.`);
}

/**
 * A literal as the other side is typed, where one is text and the other a number: hunts write `ResultType == 0` of a
 * column of texts, and `RemotePort == "3389"` of one of numbers. A text that is no number equals none.
 */
function literalAs(value: Scalar, type: KustoType): Scalar | null {
	if (type === "string" && typeof value.literal === "bigint" && isNumeric(value.type)) {
		return textLiteral(String(value.literal));
	}
	if (type === "string" && typeof value.literal === "number") return textLiteral(realText(value.literal));
	if (!isNumeric(type) || value.type !== "string" || typeof value.literal !== "string") return null;
	const text = value.literal.trim();
	// A fraction or an exponent; the e of a hexadecimal number is a digit.
	const long = /^0x/i.test(text) || !/[.e]/i.test(text) ? parseLong(text, true) : null;
	if (long !== null) return longLiteral(long);
	const real = parseReal(text);
	return real === null ? nullOf(type) : { sql: `'${real}'::DOUBLE`, type: "real", literal: real };
}

/** A number inside a dynamic may be of any kind, so it is compared as real. */
function dynamicAs(context: Context, value: Scalar, other: Scalar): Scalar {
	if (isNumeric(other.type)) {
		// Only JSON numbers: the text "5" is not the number 5.
		return { sql: `TRY_CAST(${value.sql} AS DOUBLE)`, type: "real" };
	}
	return fromDynamic(context, value, other.type);
}

function wide(value: Scalar): Scalar {
	return isNumeric(value.type) && value.type !== "real"
		? { sql: `(${value.sql})::DOUBLE`, type: "real" }
		: value;
}

function asBool(context: Context, node: SyntaxElement, value: Scalar): Scalar {
	if (value.type === "bool") return value;
	if (value.type === "string" && typeof value.literal === "string") {
		const known = { "0": false, "1": true, false: false, true: true }[value.literal.trim().toLowerCase()];
		if (known === undefined) {
			return context.refuse(node, `A bool cannot be compared with the text "${value.literal}".`);
		}
		return { sql: String(known), type: "bool", literal: known };
	}
	if (value.type === "string") return { sql: `kf_tobool(${value.sql})`, type: "bool" };
	if (value.type === "int" || value.type === "long") return { sql: `(${value.sql} <> 0)`, type: "bool" };
	if (value.type === "dynamic") return fromDynamic(context, value, "bool");
	return context.refuse(node, `Values of type bool and ${value.type} cannot be compared.`);
}

function neverNull(value: Scalar): boolean {
	return value.type === "string" || (value.literal !== undefined && value.literal !== null);
}

/**
 * `==` and `!=`: null against null is null, null against a value is false (`==`) or true (`!=`).
 * Source: "Equality and inequality of null values" in the Kusto documentation.
 */
export function equality(
	context: Context,
	node: SyntaxElement,
	a: Scalar,
	b: Scalar,
	negated: boolean,
): Scalar {
	const [left, right] = comparable(context, node, a, b);
	const operator = negated ? "IS DISTINCT FROM" : "IS NOT DISTINCT FROM";
	const sql =
		neverNull(left) && neverNull(right)
			? `(${left.sql} ${negated ? "<>" : "="} ${right.sql})`
			: neverNull(left) || neverNull(right)
				? `(${left.sql} ${operator} ${right.sql})`
				: once(
						context,
						[left, right],
						(x, y) => `CASE WHEN ${x} IS NULL AND ${y} IS NULL THEN NULL ELSE ${x} ${operator} ${y} END`,
					);
	return { sql, type: "bool" };
}

export function ordering(
	context: Context,
	node: SyntaxElement,
	a: Scalar,
	b: Scalar,
	operator: string,
): Scalar {
	const [left, right] = comparable(context, node, a, b);
	return { sql: `(${left.sql} ${operator} ${right.sql})`, type: "bool" };
}

/** `x between (low .. high)`; a timespan as upper bound of a datetime counts from the lower one. */
export function between(
	context: Context,
	node: SyntaxElement,
	value: Scalar,
	low: Scalar,
	high: Scalar,
	negated: boolean,
): Scalar {
	const upper: Scalar =
		low.type === "datetime" && high.type === "timespan"
			? { sql: `(${low.sql} + ${high.sql})`, type: "datetime" }
			: high;
	const sql = once(context, [value], (x) => {
		const inner = { ...value, sql: x };
		return `(${ordering(context, node, inner, low, ">=").sql} AND ${ordering(context, node, inner, upper, "<=").sql})`;
	});
	return { sql: negated ? `(NOT ${sql})` : sql, type: "bool" };
}
