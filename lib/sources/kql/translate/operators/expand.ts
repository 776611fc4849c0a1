import type { SyntaxElement } from "@/lib/sources/kql/kusto";
import { items, kindOf, optional, parameters, part, simpleName, textOf } from "@/lib/sources/kql/syntax";
import {
	type Context,
	type Relation,
	rowScope,
	type Scalar,
	type Scope,
} from "@/lib/sources/kql/translate/context";
import { constantLong } from "@/lib/sources/kql/translate/expressions";
import { quoteIdentifier } from "@/lib/sources/kql/translate/sql";
import { fromDynamic } from "@/lib/sources/kql/translate/types";
import { asColumn } from "./columns";
import { type Operator, type OperatorTable, resultColumns } from "./operator";

/** mv-expand: a row for each element; several columns go side by side, the shorter ones padded with null. */
const mvExpand: Operator = (context, node, input, scope) => {
	const options = parameters(node);
	let pairs = false;
	let indexName: string | null = null;
	for (const [name, value] of options) {
		if (name === "kind" || name === "bagexpansion") pairs = textOf(value).toLowerCase() === "array";
		else if (name === "with_itemindex") indexName = textOf(value);
		else context.unsupported(value, `the parameter ${name} of mv-expand`);
	}
	const rowLimit = optional(node, "RowLimitClause");
	const limit = rowLimit ? constantLong(context, part(rowLimit, "RowLimit"), scope) : null;
	return expand(context, node, input, scope, { pairs, indexName, limit });
};

export function expand(
	context: Context,
	node: SyntaxElement,
	input: Relation,
	scope: Scope,
	options: { pairs: boolean; indexName: string | null; limit: string | null },
): Relation {
	const row = rowScope(input, scope);
	const columns = resultColumns(context, node);
	const expanded = items(node, "Expressions").map((item) => {
		const named = part(item, "Expression");
		const isNamed = kindOf(named) === "SimpleNamedExpression";
		const inner = isNamed ? part(named, "Expression") : named;
		const value = context.expression(inner, row);
		if (value.type !== "dynamic") context.refuse(inner, "mv-expand takes dynamic values.");
		const name = isNamed
			? simpleName(part(named, "Name"))
			: kindOf(inner) === "NameReference"
				? simpleName(inner)
				: null;
		if (name === null) return context.unsupported(inner, "mv-expand of an expression without a name");
		return {
			node: item,
			name,
			value,
			list: quoteIdentifier(context.fresh("l")),
			element: quoteIdentifier(context.fresh("e")),
		};
	});
	const index = quoteIdentifier(context.fresh("i"));
	const cut = options.limit === null ? "" : `[1:${options.limit}]`;
	const lists = expanded.map(
		({ value, list }) =>
			`(json_extract(kf_expandable(${value.sql}, ${options.pairs}), '$[*]')::VARCHAR[])${cut} AS ${list}`,
	);
	const longest = `greatest(${expanded.map(({ list }) => `len(${list})`).join(", ")})`;
	const unnests = [
		...expanded.map(({ list, element }) => `unnest(${list}) AS ${element}`),
		`unnest(range(${longest})) AS ${index}`,
	];
	const list = columns.map((column) => {
		const made = expanded.find(({ name }) => name === column.name);
		if (made) {
			const element: Scalar = { sql: `nullif(${made.element}, 'null')`, type: "dynamic" };
			return asColumn(context, made.node, fromDynamic(context, element, column.type), column);
		}
		if (options.indexName === column.name) return `${index} AS ${column.sql}`;
		const kept = input.columns.find(({ name }) => name === column.name);
		return kept
			? `${kept.sql} AS ${column.sql}`
			: context.unsupported(node, `the column '${column.name}' of mv-expand`);
	});
	return {
		sql: `SELECT ${list.join(", ")} FROM (SELECT t.*, ${unnests.join(", ")} FROM (SELECT t.*, ${lists.join(", ")} FROM (${input.sql}) AS t) AS t) AS t`,
		columns,
		serialized: input.serialized,
	};
}

export const EXPAND_OPERATORS: OperatorTable = { MvExpandOperator: mvExpand };
