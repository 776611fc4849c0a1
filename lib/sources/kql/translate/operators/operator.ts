import type { ColumnSymbol, SyntaxElement } from "@/lib/sources/kql/kusto";
import { columnsOf } from "@/lib/sources/kql/syntax";
import type { Column, Context, Relation, Scope } from "@/lib/sources/kql/translate/context";
import { kustoType } from "@/lib/sources/kql/translate/types";

/** Translates one query operator over its input. */
export type Operator = (context: Context, node: SyntaxElement, input: Relation, scope: Scope) => Relation;
export type OperatorTable = Readonly<Record<string, Operator>>;

/** The operator's result columns, as the binder names and types them. */
export function resultColumns(context: Context, node: SyntaxElement): Column[] {
	return columnsOf(node).map((symbol) => resultColumn(context, node, symbol));
}

export function resultColumn(context: Context, node: SyntaxElement, symbol: ColumnSymbol): Column {
	const type =
		kustoType(symbol.Type) ??
		context.unsupported(node, `the column '${symbol.Name}', whose type depends on the data`);
	return context.column(symbol.Name, type);
}

/** `SELECT list FROM (input)`; a list may be empty in KQL, but not in SQL. */
export function select(list: readonly string[], input: Relation, rest = ""): string {
	return `SELECT ${list.join(", ") || 'NULL AS "~none"'} FROM (${input.sql}) AS t${rest}`;
}
