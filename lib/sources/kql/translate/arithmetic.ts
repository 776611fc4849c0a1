import type { SyntaxElement } from "@/lib/sources/kql/kusto";
import { type Context, once, type Scalar } from "./context";
import { fromDynamic, isNumeric, kustoType, SQL_TYPES } from "./types";

const SYMBOLS: Readonly<Record<string, string>> = {
	AddExpression: "+",
	SubtractExpression: "-",
	MultiplyExpression: "*",
	DivideExpression: "/",
	ModuloExpression: "%",
};

export function isArithmetic(kind: string): boolean {
	return kind in SYMBOLS;
}

export function arithmetic(
	context: Context,
	node: SyntaxElement,
	kind: string,
	a: Scalar,
	b: Scalar,
): Scalar {
	const symbol = SYMBOLS[kind] ?? context.unsupported(node);
	const left = numeric(context, node, a);
	const right = numeric(context, node, b);
	const type = kustoType(node.ResultType);
	const pair = `${left.type} ${symbol} ${right.type}`;
	const is = (sql: string, result: Scalar["type"]): Scalar => ({ sql, type: result });
	if (isNumeric(left.type) && isNumeric(right.type)) return numbers(context, node, symbol, left, right);
	switch (pair) {
		case "datetime - datetime":
		case "timespan + timespan":
		case "timespan - timespan":
			return is(`(${left.sql} ${symbol} ${right.sql})`, "timespan");
		case "datetime + timespan":
		case "timespan + datetime":
		case "datetime - timespan":
			return is(`(${left.sql} ${symbol} ${right.sql})`, "datetime");
		case "timespan / timespan":
			return is(`((${left.sql})::DOUBLE / (${right.sql})::DOUBLE)`, "real");
		case "timespan % timespan":
		case "datetime % timespan":
			return is(modulo(context, left, right), "timespan");
	}
	if (left.type === "timespan" && isNumeric(right.type) && (symbol === "*" || symbol === "/")) {
		return is(scaled(left, symbol, right), "timespan");
	}
	if (isNumeric(left.type) && right.type === "timespan" && symbol === "*") {
		return is(scaled(right, symbol, left), "timespan");
	}
	return context.refuse(node, `${left.type} ${symbol} ${right.type} is not defined${type ? "" : " here"}.`);
}

function scaled(span: Scalar, symbol: string, factor: Scalar): string {
	if (factor.type === "int" || factor.type === "long") {
		return symbol === "*" ? `(${span.sql} * ${factor.sql})` : `(${span.sql} // ${factor.sql})`;
	}
	return `trunc((${span.sql})::DOUBLE ${symbol} (${factor.sql})::DOUBLE)::BIGINT`;
}

function numbers(context: Context, node: SyntaxElement, symbol: string, left: Scalar, right: Scalar): Scalar {
	const types = [left.type, right.type];
	const type = types.includes("real")
		? "real"
		: types.includes("decimal")
			? "decimal"
			: types.includes("long")
				? "long"
				: (kustoType(node.ResultType) ?? "long");
	const sqlType = SQL_TYPES[type];
	if (symbol === "%") {
		return { sql: modulo(context, cast(left, sqlType), cast(right, sqlType)), type };
	}
	// Whole numbers divide to whole numbers, toward zero.
	const operator = symbol === "/" && (type === "int" || type === "long") ? "//" : symbol;
	const sql = `(${cast(left, sqlType).sql} ${operator} ${cast(right, sqlType).sql})`;
	return { sql: type === "decimal" ? `${sql}::${sqlType}` : sql, type };
}

function cast(value: Scalar, sqlType: string): Scalar {
	return SQL_TYPES[value.type] === sqlType ? value : { ...value, sql: `(${value.sql})::${sqlType}` };
}

/** KQL's remainder is never negative: -14 % 12 is 10. */
function modulo(context: Context, left: Scalar, right: Scalar): string {
	return once(context, [left, right], (x, y) => `(((${x} % ${y}) + abs(${y})) % abs(${y}))`);
}

function numeric(context: Context, node: SyntaxElement, value: Scalar): Scalar {
	if (value.type === "dynamic") {
		const type = kustoType(node.ResultType);
		if (type !== "real") {
			context.refuse(
				node,
				"Arithmetic on a dynamic value needs a conversion first, such as tolong() or toreal().",
			);
		}
		return fromDynamic(context, value, "real");
	}
	if (value.type === "bool" || value.type === "string" || value.type === "guid") {
		context.refuse(node, `Arithmetic is not defined for ${value.type}.`);
	}
	return value;
}

export function negate(context: Context, node: SyntaxElement, value: Scalar): Scalar {
	if (typeof value.literal === "bigint") {
		return {
			sql: `(${-value.literal})::${SQL_TYPES[value.type]}`,
			type: value.type,
			literal: -value.literal,
		};
	}
	if (typeof value.literal === "number") {
		return { sql: `'${-value.literal}'::DOUBLE`, type: value.type, literal: -value.literal };
	}
	const operand = numeric(context, node, value);
	if (operand.type === "datetime") return context.refuse(node, "A datetime has no negative.");
	return { sql: `(-(${operand.sql}))`, type: operand.type };
}
