import type { SyntaxElement } from "@/lib/sources/kql/kusto";
import { items, kindOf, parameters, textOf } from "@/lib/sources/kql/syntax";
import type { Column, Context, Relation, Scope } from "@/lib/sources/kql/translate/context";
import { quoteText } from "@/lib/sources/kql/translate/sql";
import { nullOf } from "@/lib/sources/kql/translate/types";
import { resultColumns } from "./operator";

/** `union`, with or without an input: rows of all, columns by name and type. */
export function union(context: Context, node: SyntaxElement, input: Relation | null, scope: Scope): Relation {
	const options = parameters(node);
	const kind = options.has("kind") ? textOf(options.get("kind") as SyntaxElement).toLowerCase() : "outer";
	const fuzzy = options.has("isfuzzy") && /^true|1$/i.test(textOf(options.get("isfuzzy") as SyntaxElement));
	for (const name of options.keys()) {
		if (!["kind", "isfuzzy", "withsource"].includes(name) && !name.startsWith("hint.")) {
			context.unsupported(node, `the parameter ${name} of union`);
		}
	}
	const operands = items(node, "Expressions").flatMap((expression): Relation[] => {
		const name = context.unresolved(expression);
		if (name && fuzzy) return [];
		if (kindOf(expression) === "NameReference" && textOf(expression).includes("*")) {
			context.unsupported(expression, "union of tables by wildcard");
		}
		return [context.relation(expression, scope)];
	});
	const relations = input ? [input, ...operands] : operands;
	const source = options.get("withsource");
	const columns = resultColumns(context, node);
	const sourceColumn = source ? columns[0] : undefined;
	const unified = assign(context, node, sourceColumn ? columns.slice(1) : columns, relations, kind);
	const selects = relations.map((relation, index) => {
		const list = unified.map(
			({ column, from }) => `${from[index]?.sql ?? nullOf(column.type).sql} AS ${column.sql}`,
		);
		if (sourceColumn) list.unshift(`${quoteText(sourceName(relation, index))} AS ${sourceColumn.sql}`);
		return `SELECT ${list.join(", ") || "1"} FROM (${relation.sql}) AS t`;
	});
	if (selects.length === 0) return context.unsupported(node, "a union of no tables");
	return { sql: selects.join(" UNION ALL "), columns, serialized: false };
}

function sourceName(relation: Relation, index: number): string {
	return relation.source ?? `union_arg${index}`;
}

/** Which column of which input each result column holds; the binder's names must be those this rule gives. */
function assign(
	context: Context,
	node: SyntaxElement,
	columns: readonly Column[],
	relations: readonly Relation[],
	kind: string,
): { column: Column; from: (Column | undefined)[] }[] {
	const names = [...new Set(relations.flatMap((relation) => relation.columns.map((column) => column.name)))];
	const groups = names.flatMap((name) => {
		const types = [
			...new Set(
				relations.flatMap((relation) =>
					relation.columns.filter((column) => column.name === name).map((column) => column.type),
				),
			),
		];
		return types.map((type) => ({
			name,
			type,
			from: relations.map((relation) =>
				relation.columns.find((column) => column.name === name && column.type === type),
			),
		}));
	});
	const kept = kind === "inner" ? groups.filter(({ from }) => from.every(Boolean)) : groups;
	if (kept.length !== columns.length) return context.unsupported(node, "this union");
	return columns.map((column, index) => {
		const group = kept[index];
		if (!group || group.type !== column.type || !column.name.startsWith(group.name)) {
			return context.unsupported(node, "this union");
		}
		return { column, from: group.from };
	});
}
