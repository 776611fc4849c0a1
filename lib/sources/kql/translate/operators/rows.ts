import type { SyntaxElement } from "@/lib/sources/kql/kusto";
import { items, kindOf, optional, parameters, part, textOf } from "@/lib/sources/kql/syntax";
import { type Context, rowScope, type Scalar, type Scope } from "@/lib/sources/kql/translate/context";
import { constantLong, predicate } from "@/lib/sources/kql/translate/expressions";
import { type Operator, type OperatorTable, select } from "./operator";

/** Operators that choose and order rows and leave the columns alone. */
const all = ["t.*"];

const where: Operator = (context, node, input, scope) => {
	const condition = part(node, "Condition");
	const row = rowScope(input, scope);
	const test = predicate(context, condition, context.expression(condition, row));
	// A window function, as of prev(), may not stand in WHERE.
	const rest = test.includes(" OVER (") ? ` QUALIFY ${test}` : ` WHERE ${test}`;
	return { ...input, sql: select(all, input, rest) };
};

/** Nulls come first when ascending and last when descending, unless said otherwise; descending is the default. */
function orderBy(context: Context, node: SyntaxElement, scope: Scope): string {
	const ordered = kindOf(node) === "OrderedExpression";
	const expression = ordered ? part(node, "Expression") : node;
	const value: Scalar = context.expression(expression, scope);
	if (value.type === "dynamic") {
		return context.refuse(
			expression,
			"Rows cannot be ordered by a dynamic value; convert it first, as with tostring().",
		);
	}
	const ordering = ordered ? part(node, "Ordering") : null;
	const direction = ordering && optional(ordering, "AscOrDescKeyword");
	const ascending = direction ? textOf(direction).toLowerCase().endsWith("asc") : false;
	const nulls = ordering && optional(ordering, "NullsClause");
	const first = nulls ? textOf(part(nulls, "FirstOrLastKeyword")).toLowerCase() === "first" : ascending;
	return `${value.sql} ${ascending ? "ASC" : "DESC"} NULLS ${first ? "FIRST" : "LAST"}`;
}

const sort: Operator = (context, node, input, scope) => {
	const row = rowScope(input, scope);
	const keys = items(node, "Expressions").map((key) => orderBy(context, key, row));
	return { ...input, sql: select(all, input, ` ORDER BY ${keys.join(", ")}`), serialized: true };
};

const top: Operator = (context, node, input, scope) => {
	if (parameters(node).size > 0) context.unsupported(node, "parameters of top");
	const row = rowScope(input, scope);
	const key = orderBy(context, part(node, "ByExpression"), row);
	const count = constantLong(context, part(node, "Expression"), scope);
	return {
		...input,
		sql: select(all, input, ` ORDER BY ${key} LIMIT greatest(${count}, 0)`),
		serialized: true,
	};
};

const take: Operator = (context, node, input, scope) => {
	const count = constantLong(context, part(node, "Expression"), scope);
	return { ...input, sql: select(all, input, ` LIMIT greatest(${count}, 0)`) };
};

const count: Operator = (context, node, input) => {
	if (optional(node, "AsIdentifier")) context.unsupported(node, "count as");
	const column = context.column("Count", "long");
	return {
		sql: `SELECT count(*) AS ${column.sql} FROM (${input.sql}) AS t`,
		columns: [column],
		serialized: false,
	};
};

const distinct: Operator = (context, node, input, scope) => {
	const row = rowScope(input, scope);
	const columns = items(node, "Expressions").flatMap((expression) =>
		kindOf(expression) === "StarExpression"
			? input.columns.map((column) => ({ column, sql: column.sql }))
			: [context.expression(expression, row)].map((value) => ({
					column: context.column(distinctName(context, node, expression), value.type),
					sql: value.sql,
				})),
	);
	return {
		sql: select(
			columns.map(({ column, sql }) => `${sql} AS ${column.sql}`),
			input,
		).replace(/^SELECT /, "SELECT DISTINCT "),
		columns: columns.map(({ column }) => column),
		serialized: false,
	};
};

/** The binder lists a distinct's columns in the order of its expressions. */
function distinctName(context: Context, node: SyntaxElement, expression: SyntaxElement): string {
	const expressions = items(node, "Expressions");
	if (expressions.some((each) => kindOf(each) === "StarExpression")) {
		return context.unsupported(node, "distinct of * together with other expressions");
	}
	const symbols = node.ResultType?.Columns;
	const index = expressions.indexOf(expression);
	if (!symbols || symbols.Count !== expressions.length)
		return context.unsupported(node, "this form of distinct");
	return symbols.getItem(index).Name;
}

/** serialize only promises the order of rows; what it computes is as in extend. */
const asIs: Operator = (_context, _node, input) => input;

export const ROW_OPERATORS: OperatorTable = {
	FilterOperator: where,
	SortOperator: sort,
	TopOperator: top,
	TakeOperator: take,
	CountOperator: count,
	DistinctOperator: distinct,
	RenderOperator: asIs,
	AsOperator: asIs,
};
