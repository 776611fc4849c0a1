import type { SyntaxElement } from "@/lib/sources/kql/kusto";
import { items, kindOf, optional, part } from "@/lib/sources/kql/syntax";
import { aggregate, aggregateColumns, isAggregate } from "@/lib/sources/kql/translate/aggregates";
import {
	type Column,
	type Context,
	columnMap,
	rowScope,
	type Scalar,
	type Scope,
} from "@/lib/sources/kql/translate/context";
import { quoteIdentifier } from "@/lib/sources/kql/translate/sql";
import { asColumn } from "./columns";
import { type Operator, type OperatorTable, resultColumns } from "./operator";

function unnamed(node: SyntaxElement): SyntaxElement {
	const kind = kindOf(node);
	return kind === "SimpleNamedExpression" || kind === "CompoundNamedExpression"
		? part(node, "Expression")
		: node;
}

const summarize: Operator = (context, node, input, scope) => {
	const row = rowScope(input, scope);
	const columns = resultColumns(context, node);
	const byClause = optional(node, "ByClause");
	if (byClause && optional(byClause, "BinClause"))
		context.unsupported(byClause, "summarize with a bin clause");
	const groups = byClause ? items(byClause, "Expressions").map(unnamed) : [];
	const keys = groups.map((expression) => {
		const value = context.expression(expression, row);
		return { node: expression, value, name: quoteIdentifier(context.fresh("g")) };
	});
	// make_list follows the order of the rows where KQL promises one.
	const order = input.serialized ? quoteIdentifier(context.fresh("n")) : null;
	const list = columns.slice(0, keys.length).map((column, index) => {
		const key = keys[index] ?? context.unsupported(node);
		return asColumn(context, key.node, { ...key.value, sql: key.name }, column);
	});
	let position = keys.length;
	// `arg_max(x, *)` leaves out what is grouped by.
	const grouped = new Set(keys.map((key) => key.value.sql));
	for (const named of items(node, "Aggregates")) {
		const expression = unnamed(named);
		const several = aggregateColumns(context, expression, starScope(expression, row, grouped));
		const values = several ?? [over(context, expression, row, order)];
		for (const value of values) {
			const column: Column = columns[position] ?? context.unsupported(named, "this aggregate");
			list.push(asColumn(context, named, value, column));
			position += 1;
		}
		if (several === null && kindOf(named) === "CompoundNamedExpression")
			context.unsupported(named, "several names here");
	}
	if (position !== columns.length) return context.unsupported(node, "this form of summarize");
	const inner = [
		"t.*",
		...keys.map((key) => `${key.value.sql} AS ${key.name}`),
		...(order ? [`row_number() OVER () AS ${order}`] : []),
	];
	const groupBy = keys.length > 0 ? ` GROUP BY ${keys.map((key) => key.name).join(", ")}` : "";
	if (list.length === 0) return context.unsupported(node, "summarize of nothing");
	return {
		sql: `SELECT ${list.join(", ")} FROM (SELECT ${inner.join(", ")} FROM (${input.sql}) AS t) AS t${groupBy}`,
		columns,
		serialized: false,
	};
};

/** Where `*` is an argument it stands for the columns that are not grouped by. */
function starScope(node: SyntaxElement, row: Scope, grouped: ReadonlySet<string>): Scope {
	if (kindOf(node) !== "FunctionCallExpression") return row;
	const starred = items(part(node, "ArgumentList"), "Expressions").some(
		(each) => kindOf(each) === "StarExpression",
	);
	if (!starred) return row;
	return {
		...row,
		columns: columnMap([...row.columns.values()].filter((column) => !grouped.has(column.sql))),
	};
}

/** An aggregate, or an expression over aggregates such as `count() * 2`. */
export function over(context: Context, node: SyntaxElement, row: Scope, order: string | null): Scalar {
	const translate = context.expression;
	if (isAggregate(node)) return aggregate(context, node, row, order);
	const withAggregates: Context["expression"] = (inner, scope) => {
		if (!isAggregate(inner)) return translate(inner, scope);
		// The aggregate's own arguments are about rows again.
		context.expression = translate;
		try {
			return aggregate(context, inner, row, order);
		} finally {
			context.expression = withAggregates;
		}
	};
	context.expression = withAggregates;
	try {
		return translate(node, { ...row, columns: new Map() });
	} finally {
		context.expression = translate;
	}
}

export const SUMMARIZE_OPERATORS: OperatorTable = { SummarizeOperator: summarize };
