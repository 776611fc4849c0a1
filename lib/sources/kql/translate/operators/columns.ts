import type { SyntaxElement } from "@/lib/sources/kql/kusto";
import { columnsOf, items, kindOf, optional, parameters, part, simpleName } from "@/lib/sources/kql/syntax";
import {
	type Column,
	type Context,
	type Relation,
	rowScope,
	type Scalar,
	type Scope,
} from "@/lib/sources/kql/translate/context";
import { isNumeric, SQL_TYPES } from "@/lib/sources/kql/translate/types";
import { type Operator, type OperatorTable, resultColumns, select } from "./operator";

/** Operators that compute, choose, name and order columns. */

function computed(node: SyntaxElement): SyntaxElement {
	if (kindOf(node) === "SimpleNamedExpression") return part(node, "Expression");
	return node;
}

/** A value as the column the binder says it becomes. */
export function asColumn(context: Context, node: SyntaxElement, value: Scalar, column: Column): string {
	if (value.type === column.type) return `${value.sql} AS ${column.sql}`;
	if (isNumeric(value.type) && isNumeric(column.type)) {
		return `(${value.sql})::${SQL_TYPES[column.type]} AS ${column.sql}`;
	}
	return context.refuse(
		node,
		`The local engine makes this a ${value.type} where ${column.type} is expected.`,
	);
}

function refuseSeveral(context: Context, node: SyntaxElement): void {
	if (kindOf(node) === "CompoundNamedExpression")
		context.unsupported(node, "several names for one expression");
	if (kindOf(node) !== "StarExpression" && columnsOf(node).length > 0) {
		context.unsupported(node, "an expression that makes several columns");
	}
}

const project: Operator = (context, node, input, scope) => {
	const row = rowScope(input, scope);
	const columns = resultColumns(context, node);
	const expressions = items(node, "Expressions").flatMap((expression): (SyntaxElement | Column)[] =>
		kindOf(expression) === "StarExpression" ? [...input.columns] : [expression],
	);
	if (expressions.length !== columns.length) {
		for (const expression of items(node, "Expressions")) refuseSeveral(context, expression);
		return context.unsupported(node, "this form of project");
	}
	const list = columns.map((column, index) => {
		const expression = expressions[index];
		if (!expression) return context.unsupported(node);
		if ("sql" in expression) return `${expression.sql} AS ${column.sql}`;
		refuseSeveral(context, expression);
		return asColumn(context, expression, context.expression(computed(expression), row), column);
	});
	return { sql: select(list, input), columns, serialized: input.serialized };
};

const extend: Operator = (context, node, input, scope) => {
	const row = rowScope(input, scope);
	const columns = resultColumns(context, node);
	const symbols = columnsOf(node);
	const values = new Map<string, { node: SyntaxElement; value: Scalar }>();
	for (const expression of items(node, "Expressions")) {
		refuseSeveral(context, expression);
		const inner = computed(expression);
		const value = context.expression(inner, row);
		const name =
			kindOf(expression) === "SimpleNamedExpression"
				? simpleName(part(expression, "Name"))
				: // The binder names what has no name, and notes which expression a column came from.
					(symbols.find((symbol) => symbol.Source === inner)?.Name ??
					(kindOf(inner) === "NameReference"
						? simpleName(inner)
						: context.unsupported(expression, "this unnamed expression")));
		values.set(name, { node: expression, value });
	}
	const inputs = new Map(input.columns.map((column) => [column.name, column]));
	const list = columns.map((column) => {
		const computedValue = values.get(column.name);
		if (computedValue) return asColumn(context, computedValue.node, computedValue.value, column);
		const kept = inputs.get(column.name);
		return kept
			? `${kept.sql} AS ${column.sql}`
			: context.unsupported(node, `the column '${column.name}' of this extend`);
	});
	return { sql: select(list, input), columns, serialized: input.serialized };
};

const serialize: Operator = (context, node, input, scope) => {
	const ordered = { ...input, serialized: true };
	return items(node, "Expressions").length > 0 ? extend(context, node, ordered, scope) : ordered;
};

/** project-away, -keep and -reorder only pass columns on: the binder says which and in what order. */
const pick: Operator = (context, node, input) => {
	const inputs = new Map(input.columns.map((column) => [column.name, column]));
	const columns = columnsOf(node).map(
		(symbol) => inputs.get(symbol.Name) ?? context.unsupported(node, `the column '${symbol.Name}' here`),
	);
	return {
		sql: select(
			columns.map((column) => column.sql),
			input,
		),
		columns,
		serialized: input.serialized,
	};
};

const rename: Operator = (context, node, input) => {
	const renamed = new Map<string, string>();
	for (const expression of items(node, "Expressions")) {
		if (kindOf(expression) !== "SimpleNamedExpression")
			context.unsupported(expression, "this form of project-rename");
		renamed.set(simpleName(part(expression, "Expression")), simpleName(part(expression, "Name")));
	}
	const columns = input.columns.map((column) => {
		const name = renamed.get(column.name);
		return name === undefined ? column : context.column(name, column.type);
	});
	const list = input.columns.map((column, index) => `${column.sql} AS ${columns[index]?.sql}`);
	return { sql: select(list, input), columns, serialized: input.serialized };
};

const DOTNET: Readonly<Record<string, string>> = {
	bool: "System.SByte",
	datetime: "System.DateTime",
	decimal: "System.Data.SqlTypes.SqlDecimal",
	dynamic: "System.Object",
	guid: "System.Guid",
	int: "System.Int32",
	long: "System.Int64",
	real: "System.Double",
	string: "System.String",
	timespan: "System.TimeSpan",
};

const getSchema: Operator = (context, node, input) => {
	if (optional(node, "KindParameter") || parameters(node).size > 0)
		context.unsupported(node, "parameters of getschema");
	const columns = [
		context.column("ColumnName", "string"),
		context.column("ColumnOrdinal", "long"),
		context.column("DataType", "string"),
		context.column("ColumnType", "string"),
	];
	const values = input.columns.map(
		(column, index) =>
			`(${quote(column.name)}, ${index}::BIGINT, ${quote(DOTNET[column.type] ?? "")}, ${quote(column.type)})`,
	);
	const names = columns.map((column) => column.sql).join(", ");
	const sql =
		values.length > 0
			? `SELECT * FROM (VALUES ${values.join(", ")}) AS t(${names})`
			: `SELECT '' AS ${names.replaceAll(", ", ", '' AS ")} WHERE false`;
	return { sql, columns, serialized: true };
};

function quote(value: string): string {
	return `'${value.replaceAll("'", "''")}'`;
}

/** print: one row of expressions. */
export function print(context: Context, node: SyntaxElement, scope: Scope): Relation {
	const columns = resultColumns(context, node);
	const expressions = items(node, "Expressions");
	for (const expression of expressions) refuseSeveral(context, expression);
	if (expressions.length !== columns.length) return context.unsupported(node, "this form of print");
	const list = columns.map((column, index) => {
		const expression = expressions[index] ?? node;
		return asColumn(context, expression, context.expression(computed(expression), scope), column);
	});
	return { sql: `SELECT ${list.join(", ")}`, columns, serialized: true };
}

export const COLUMN_OPERATORS: OperatorTable = {
	ProjectOperator: project,
	ExtendOperator: extend,
	SerializeOperator: serialize,
	ProjectAwayOperator: pick,
	ProjectKeepOperator: pick,
	ProjectReorderOperator: pick,
	ProjectRenameOperator: rename,
	GetSchemaOperator: getSchema,
};
