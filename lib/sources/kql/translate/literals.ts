import type { SyntaxElement } from "@/lib/sources/kql/kusto";
import { datetimeText, parseDatetime, ticksOf } from "@/lib/sources/kql/runtime/datetime";
import { parseGuid } from "@/lib/sources/kql/runtime/numbers";
import { parseTimespan, timespanText } from "@/lib/sources/kql/runtime/timespan";
import { items, kindOf, part, textOf } from "@/lib/sources/kql/syntax";
import type { Context, Scalar } from "./context";
import { quoteText } from "./sql";
import { longLiteral, nullOf, SQL_TYPES, textLiteral, typeOf } from "./types";

/** The inside of `type(...)`, or the whole text where the literal is a bare one. */
function body(node: SyntaxElement): string {
	const text = textOf(node);
	const inside = /^[A-Za-z]+\s*\((.*)\)$/s.exec(text);
	return (inside?.[1] ?? text).trim();
}

/** Quotes inside `datetime("…")` and the like. */
function unquoted(text: string): string {
	return /^(["']).*\1$/s.test(text) ? text.slice(1, -1) : text;
}

export function literal(context: Context, node: SyntaxElement): Scalar {
	const kind = kindOf(node);
	if (kind === "StringLiteralExpression" || kind === "CompoundStringLiteralExpression") {
		return textLiteral(stringValue(context, node));
	}
	if (kind === "DynamicExpression") return dynamicLiteral(context, node);
	const type = typeOf(context, node);
	const text = body(node);
	if (text.toLowerCase() === "null") return nullOf(type);
	const wrong = (): never =>
		context.refuse(node, `The local engine cannot read the ${type} literal '${textOf(node)}'.`);
	switch (kind) {
		case "BooleanLiteralExpression": {
			const value = /^(true|1)$/i.test(text) ? true : /^(false|0)$/i.test(text) ? false : wrong();
			return { sql: String(value), type, literal: value };
		}
		case "IntLiteralExpression":
		case "LongLiteralExpression": {
			const [, sign, digits] = /^([+-]?)\s*(0x[0-9a-f]+|\d+)$/i.exec(text) ?? wrong();
			const magnitude = BigInt(digits ?? "0");
			// Hexadecimal digits spell the 64 bits, decimal ones the number.
			const value = /^0x/i.test(digits ?? "") ? BigInt.asIntN(64, magnitude) : magnitude;
			const signed = sign === "-" ? -value : value;
			if (BigInt.asIntN(type === "int" ? 32 : 64, signed) !== signed) return wrong();
			return { ...longLiteral(signed), sql: `(${signed})::${SQL_TYPES[type]}`, type };
		}
		case "RealLiteralExpression": {
			const value = /^[+-]?inf$/i.test(text)
				? Number(`${text.startsWith("-") ? "-" : ""}Infinity`)
				: /^nan$/i.test(text)
					? Number.NaN
					: Number(text);
			if (Number.isNaN(value) && !/^nan$/i.test(text)) return wrong();
			return { sql: `'${value}'::DOUBLE`, type, literal: value };
		}
		case "DecimalLiteralExpression": {
			if (!/^[+-]?\d{1,29}(\.\d{1,9}0*)?$/.test(text)) return wrong();
			return { sql: `'${text}'::${SQL_TYPES.decimal}`, type };
		}
		case "DateTimeLiteralExpression": {
			const value = dateValue(unquoted(text)) ?? wrong();
			return { ...longLiteral(value), type };
		}
		case "TimespanLiteralExpression": {
			const value = parseTimespan(unquoted(text)) ?? wrong();
			return { ...longLiteral(value), type };
		}
		case "GuidLiteralExpression": {
			const value = parseGuid(unquoted(text)) ?? wrong();
			return { sql: quoteText(value), type, literal: value };
		}
		default:
			return context.unsupported(node, `literals of the kind ${kind}`);
	}
}

/** `datetime(2017 - 08 - 01)` and `datetime(2025, 6, 14)` are dates too. */
function dateValue(text: string): bigint | null {
	const numbers = /^(\d{4})\s*([-,])\s*(\d{1,2})\s*\2\s*(\d{1,2})$/.exec(text);
	if (numbers) return ticksOf(Number(numbers[1]), Number(numbers[3]), Number(numbers[4]));
	return parseDatetime(text);
}

export function stringValue(context: Context, node: SyntaxElement): string {
	const value = node.LiteralValue ?? node.ValueText;
	if (typeof value !== "string")
		return context.refuse(node, "The local engine cannot read this string literal.");
	return value;
}

function dynamicLiteral(context: Context, node: SyntaxElement): Scalar {
	const json = jsonText(context, part(node, "Expression"));
	if (json === "null") return nullOf("dynamic");
	return { sql: quoteText(json), type: "dynamic", literal: json };
}

/** The JSON text of what stands inside `dynamic(...)`, KQL literals included. */
function jsonText(context: Context, node: SyntaxElement): string {
	switch (kindOf(node)) {
		case "JsonObjectExpression": {
			const pairs = new Map<string, string>();
			for (const pair of items(node, "Pairs")) {
				pairs.set(stringValue(context, part(pair, "Name")), jsonText(context, part(pair, "Value")));
			}
			return `{${[...pairs].map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(",")}}`;
		}
		case "JsonArrayExpression":
			return `[${items(node, "Values")
				.map((value) => jsonText(context, value))
				.join(",")}]`;
		case "NullLiteralExpression":
			return "null";
		case "UnaryMinusExpression":
			return `-${jsonText(context, part(node, "Expression"))}`;
		case "DynamicExpression":
			return jsonText(context, part(node, "Expression"));
		case "LongLiteralExpression":
		case "RealLiteralExpression": {
			const text = body(node);
			if (/^0x/i.test(text)) break;
			return /^-?(0|[1-9]\d*)(\.\d+)?(e[+-]?\d+)?$/i.test(text)
				? text
				: context.refuse(node, `The local engine cannot hold ${text} in a dynamic.`);
		}
	}
	const value = literal(context, node);
	if (value.literal === null) return "null";
	switch (value.type) {
		case "datetime":
			return JSON.stringify(datetimeText(value.literal as bigint));
		case "timespan":
			return JSON.stringify(timespanText(value.literal as bigint));
		case "decimal":
			return body(node);
		case "string":
		case "guid":
			return JSON.stringify(value.literal);
		default:
			return String(value.literal);
	}
}
