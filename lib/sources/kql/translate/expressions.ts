import type { SyntaxElement } from "@/lib/sources/kql/kusto";
import { enumName, kusto } from "@/lib/sources/kql/kusto";
import { items, kindOf, part, simpleName } from "@/lib/sources/kql/syntax";
import { arithmetic, isArithmetic, negate } from "./arithmetic";
import { between, equality, ordering } from "./comparison";
import type { Context, Scalar, Scope } from "./context";
import { elementExpression, pathExpression } from "./dynamic";
import { scalarFunction } from "./functions";
import { literal } from "./literals";
import { isMembership, isTable, membership } from "./membership";
import { isStringOperator, stringOperator } from "./strings";
import { fromDynamic, kustoType } from "./types";
import { callFunction } from "./user-functions";

const ORDERING: Readonly<Record<string, string>> = {
	LessThanExpression: "<",
	LessThanOrEqualExpression: "<=",
	GreaterThanExpression: ">",
	GreaterThanOrEqualExpression: ">=",
};

/** Translates a scalar expression. */
export function expression(context: Context, node: SyntaxElement, scope: Scope): Scalar {
	const kind = kindOf(node);
	const sides = (): [Scalar, Scalar] => [
		context.expression(part(node, "Left"), scope),
		context.expression(part(node, "Right"), scope),
	];
	if (kind.endsWith("LiteralExpression") || kind === "DynamicExpression") return literal(context, node);
	if (isArithmetic(kind)) return arithmetic(context, node, kind, ...sides());
	if (isStringOperator(kind)) return stringOperator(context, node, kind, ...sides());
	if (isMembership(kind)) return membership(context, node, kind, scope);
	const order = ORDERING[kind];
	if (order) return ordering(context, node, ...sides(), order);
	switch (kind) {
		case "NameReference":
			return reference(context, node, scope);
		case "ParenthesizedExpression":
		case "SimpleNamedExpression":
		case "UnaryPlusExpression":
			return context.expression(part(node, "Expression"), scope);
		case "EqualExpression":
		case "NotEqualExpression":
			return equality(context, node, ...sides(), kind === "NotEqualExpression");
		case "AndExpression":
		case "OrExpression": {
			const [left, right] = sides();
			const operator = kind === "AndExpression" ? "AND" : "OR";
			return {
				sql: `(${predicate(context, node, left)} ${operator} ${predicate(context, node, right)})`,
				type: "bool",
			};
		}
		case "BetweenExpression":
		case "NotBetweenExpression": {
			const couple = part(node, "Right");
			return between(
				context,
				node,
				context.expression(part(node, "Left"), scope),
				context.expression(part(couple, "First"), scope),
				context.expression(part(couple, "Second"), scope),
				kind === "NotBetweenExpression",
			);
		}
		case "UnaryMinusExpression":
			return negate(context, node, context.expression(part(node, "Expression"), scope));
		case "PathExpression":
			return pathExpression(context, node, scope);
		case "ElementExpression":
			return elementExpression(context, node, scope);
		case "FunctionCallExpression":
			return call(context, node, scope);
		case "ToScalarExpression":
			return toScalar(context, part(node, "Expression"), scope);
		default:
			return context.unsupported(node);
	}
}

export function predicate(context: Context, node: SyntaxElement, value: Scalar): string {
	if (value.type === "bool") return value.sql;
	if (value.type === "dynamic") return fromDynamic(context, value, "bool").sql;
	if (value.type === "long" || value.type === "int") return `(${value.sql} <> 0)`;
	return context.refuse(node, `A condition must be bool, not ${value.type}.`);
}

function reference(context: Context, node: SyntaxElement, scope: Scope): Scalar {
	const name = simpleName(node);
	const symbol = node.ReferencedSymbol;
	const kind = symbol ? enumName(kusto().Symbols.SymbolKind, symbol.Kind) : "";
	if (kind === "Column") {
		const column = scope.columns.get(name);
		if (column) return { sql: column.sql, type: column.type };
	}
	const binding = scope.environment.find(name);
	if (binding?.kind === "scalar") return binding.value;
	if (binding?.kind === "table") {
		const problem =
			binding.relation.columns.length === 0
				? "This table has no column to take a value from."
				: "A table stands where one value is wanted; use toscalar().";
		return context.refuse(node, problem);
	}
	const column = scope.columns.get(name);
	if (column) return { sql: column.sql, type: column.type };
	return context.refuse(node, `The name '${name}' cannot be resolved here.`);
}

/** toscalar(): the first column of the first row. */
function toScalar(context: Context, node: SyntaxElement, scope: Scope): Scalar {
	if (!isTable(node)) return context.expression(node, scope);
	const relation = context.relation(node, scope);
	const [column] = relation.columns;
	if (!column) return context.refuse(node, "toscalar() of a table without columns.");
	const sql = `(SELECT ${column.sql} FROM (${relation.sql}) LIMIT 1)`;
	return { sql: column.type === "string" ? `coalesce(${sql}, '')` : sql, type: column.type };
}

function call(context: Context, node: SyntaxElement, scope: Scope): Scalar {
	const name = simpleName(part(node, "Name"));
	const binding = scope.environment.find(name);
	if (binding?.kind === "function") {
		const result = callFunction(context, node, binding, scope);
		if (result.kind !== "table") return result.value;
		const count = result.relation.columns.length;
		return context.refuse(node, `This function yields a table of ${count} columns where a value is wanted.`);
	}
	const build = scalarFunction(name);
	if (!build) return context.unsupported(node, `the function ${name}()`);
	const argNodes = items(part(node, "ArgumentList"), "Expressions");
	for (const arg of argNodes) {
		if (kindOf(arg) === "StarExpression") context.unsupported(arg, `${name}(*)`);
	}
	// typeof(...) only names the result's type, which the binder has taken into account.
	const valueNodes = argNodes.filter((arg) => kindOf(arg) !== "TypeOfLiteralExpression");
	const args = valueNodes.map((arg) => context.expression(arg, scope));
	return build({ context, name, node, scope, args, argNodes: valueNodes, type: kustoType(node.ResultType) });
}

/** A constant that must be known when the query is translated, such as the count of `take`. */
export function constantLong(context: Context, node: SyntaxElement, scope: Scope): string {
	const value = context.expression(node, scope);
	if (value.type !== "long" && value.type !== "int") context.refuse(node, "A whole number is wanted here.");
	return typeof value.literal === "bigint" ? String(value.literal) : `(${value.sql})`;
}
