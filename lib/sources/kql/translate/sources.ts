import type { SyntaxElement } from "@/lib/sources/kql/kusto";
import { items, part } from "@/lib/sources/kql/syntax";
import { type KustoType, type TableSchema, timeAliases } from "@/lib/sources/kql/tables";
import { asColumn } from "@/lib/sources/kql/translate/operators/columns";
import { resultColumns } from "@/lib/sources/kql/translate/operators/operator";
import type { Column, Context, Relation, Scope } from "./context";
import { quoteIdentifier } from "./sql";
import { implicitly, nullOf, SQL_TYPES, UNIX_EPOCH_TICKS } from "./types";

/** The schema of DuckDB in which the engine keeps one view for each table of the workspace. */
export const TABLE_SCHEMA = "workspace";

/** The schema with the names of an event's time that it lacks, for queries written for Defender or for Sentinel. */
export function withTimeAliases(table: TableSchema): TableSchema {
	const added = [...timeAliases(table).keys()].map((name) => ({ name, type: "datetime" as const }));
	return added.length === 0 ? table : { ...table, columns: [...table.columns, ...added] };
}

/** How a column of a Parquet file becomes a value as the SQL of this folder holds it. */
function loaded(identifier: string, type: KustoType): string {
	switch (type) {
		case "string":
			return `coalesce(${identifier}, '')`;
		case "datetime":
			return `(epoch_us(${identifier}) * 10 + ${UNIX_EPOCH_TICKS})`;
		case "dynamic":
			return `(CASE WHEN ${identifier} IN ('', 'null') THEN NULL WHEN json_valid(${identifier}) THEN ${identifier} ELSE to_json(${identifier})::VARCHAR END)`;
		default:
			return identifier;
	}
}

/** A table of the workspace, cut to the query's time span as the service cuts it. */
export function workspaceTable(context: Context, table: TableSchema): Relation {
	context.tablesRead.add(table.name);
	const stored = context.storedSchema(table.name) ?? table;
	const aliases = timeAliases(stored);
	const timeColumn =
		aliases.get("TimeGenerated") ??
		stored.columns.find(({ name, type }) => name === "TimeGenerated" && type === "datetime")?.name;
	const columns = table.columns.map((column) => context.column(column.name, column.type));
	const list = table.columns.map((column, index) => {
		const source = `t.${quoteIdentifier(aliases.get(column.name) ?? column.name)}`;
		return `${loaded(source, column.type)} AS ${columns[index]?.sql}`;
	});
	const span = context.options.timespan;
	const time = `t.${quoteIdentifier(timeColumn ?? "")}`;
	// On the stored column, so that Parquet's own statistics can rule row groups out.
	const where =
		span && timeColumn
			? ` WHERE ${time} >= make_timestamp(${span.from.getTime()}000) AND ${time} < make_timestamp(${span.to.getTime()}000)`
			: "";
	return {
		sql: `SELECT ${list.join(", ")} FROM ${TABLE_SCHEMA}.${quoteIdentifier(table.name)} AS t${where}`,
		columns,
		serialized: false,
		source: table.name,
	};
}

export function dataTable(context: Context, node: SyntaxElement, scope: Scope): Relation {
	const columns = resultColumns(context, node);
	const values = items(node, "Values");
	if (columns.length === 0 || values.length % columns.length !== 0) {
		return context.refuse(node, "The values of this datatable do not fill whole rows.");
	}
	const rows: string[] = [];
	for (let start = 0; start < values.length; start += columns.length) {
		const cells = columns.map((column, index) => {
			const cell = values[start + index] ?? node;
			const value = context.expression(cell, scope);
			const converted =
				value.literal === null
					? nullOf(column.type)
					: (implicitly(context, value, column.type) ?? narrowed(value, column));
			return (
				converted?.sql ??
				context.refuse(
					cell,
					`A ${value.type} cannot be a value of the ${column.type} column '${column.name}'.`,
				)
			);
		});
		rows.push(`(${cells.join(", ")})`);
	}
	const names = columns.map((column) => column.sql).join(", ");
	if (rows.length === 0) {
		const list = columns.map((column) => `${nullOf(column.type).sql} AS ${column.sql}`);
		return { sql: `SELECT ${list.join(", ")} WHERE false`, columns, serialized: false };
	}
	return { sql: `SELECT * FROM (VALUES ${rows.join(", ")}) AS t(${names})`, columns, serialized: false };
}

/** A long literal in an int column, or a whole number in a real one. */
function narrowed(value: { sql: string; type: KustoType }, column: Column): { sql: string } | null {
	if (column.type === "int" && value.type === "long") return { sql: `(${value.sql})::INTEGER` };
	if (column.type === "bool" && (value.type === "long" || value.type === "int"))
		return { sql: `(${value.sql} <> 0)` };
	if (column.type === "datetime" && value.type === "string") return { sql: `kf_todatetime(${value.sql})` };
	return null;
}

/** More rows than this would be no table somebody wants to see, but a way to fill the memory. */
const MAX_RANGE = 100_000_000;

/** `range x from a to b step c` */
export function rangeTable(context: Context, node: SyntaxElement, scope: Scope): Relation {
	const [column] = resultColumns(context, node);
	if (!column) return context.unsupported(node);
	const value = (name: string) => context.expression(part(node, name), scope);
	const [from, to, step] = [value("From"), value("To"), value("Step")];
	const scale = (scalar: typeof from) => (column.type === "real" ? `(${scalar.sql})::DOUBLE` : scalar.sql);
	const whole = [from, to, step].map((scalar) => scalar.literal);
	if (column.type !== "real" && whole.every((bound) => typeof bound === "bigint")) {
		return {
			sql: literalRange(context, node, column, whole as bigint[]),
			columns: [column],
			serialized: true,
		};
	}
	const count =
		column.type === "real"
			? `(floor((p.b - p.a) / p.s) + 1)::BIGINT`
			: `CASE WHEN p.s = 0 THEN 0 WHEN p.s > 0 AND p.b >= p.a THEN (p.b - p.a) // p.s + 1 WHEN p.s < 0 AND p.b <= p.a THEN (p.a - p.b) // (-p.s) + 1 ELSE 0 END`;
	const bounds = `SELECT ${scale(from)} AS a, ${scale(to)} AS b, ${scale(step)} AS s`;
	const checked = `CASE WHEN ${count} > ${MAX_RANGE} THEN error('range: more than ${MAX_RANGE} rows')::BIGINT ELSE greatest(coalesce(${count}, 0), 0) END`;
	const at = { sql: "p.a + i.range * p.s", type: column.type };
	return {
		sql: `SELECT ${asColumn(context, node, at, column)} FROM (${bounds}) AS p, range(${checked}) AS i ORDER BY i.range`,
		columns: [column],
		serialized: true,
	};
}

/** Bounds known beforehand are streamed row by row. */
function literalRange(
	context: Context,
	node: SyntaxElement,
	column: Column,
	[from = 0n, to = 0n, step = 0n]: readonly bigint[],
): string {
	const steps = step === 0n || (step > 0n ? to < from : to > from) ? 0n : (to - from) / step + 1n;
	if (steps > MAX_RANGE)
		context.refuse(node, `This range has more than ${MAX_RANGE.toLocaleString("en")} rows.`);
	return `SELECT (${from} + i.range * ${step})::${SQL_TYPES[column.type]} AS ${column.sql} FROM range(${steps}) AS i`;
}
