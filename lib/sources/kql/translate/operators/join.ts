import type { SyntaxElement } from "@/lib/sources/kql/kusto";
import { items, kindOf, optional, parameters, part, simpleName, textOf } from "@/lib/sources/kql/syntax";
import { comparable } from "@/lib/sources/kql/translate/comparison";
import type { Column, Context, Relation, Scalar, Scope } from "@/lib/sources/kql/translate/context";
import { type Operator, type OperatorTable, resultColumns } from "./operator";

/** One equality of a join, its sides as columns of the two inputs. */
interface Key {
	readonly node: SyntaxElement;
	readonly left: Column;
	readonly right: Column;
}

function keysOf(
	context: Context,
	node: SyntaxElement,
	clause: SyntaxElement,
	left: Relation,
	right: Relation,
): Key[] {
	if (kindOf(clause) !== "JoinOnClause") context.unsupported(clause, "join with where");
	const find = (relation: Relation, name: string, at: SyntaxElement): Column =>
		relation.columns.find((column) => column.name === name) ??
		context.refuse(at, `There is no column '${name}' to join on.`);
	const one = (expression: SyntaxElement): Key[] => {
		switch (kindOf(expression)) {
			case "ParenthesizedExpression":
				return one(part(expression, "Expression"));
			case "AndExpression":
				return [...one(part(expression, "Left")), ...one(part(expression, "Right"))];
			case "NameReference": {
				const name = simpleName(expression);
				return [
					{ node: expression, left: find(left, name, expression), right: find(right, name, expression) },
				];
			}
			case "EqualExpression": {
				const sides = new Map(
					[part(expression, "Left"), part(expression, "Right")].map((path) => {
						if (kindOf(path) !== "PathExpression") context.unsupported(path, "a join condition of this form");
						return [textOf(part(path, "Expression")), simpleName(part(path, "Selector"))];
					}),
				);
				const [l, r] = [sides.get("$left"), sides.get("$right")];
				if (l === undefined || r === undefined)
					return context.unsupported(expression, "a join condition of this form");
				return [{ node: expression, left: find(left, l, expression), right: find(right, r, expression) }];
			}
			default:
				return context.unsupported(expression, "a join condition of this form");
		}
	};
	const keys = items(clause, "Expressions").flatMap(one);
	return keys.length > 0 ? keys : context.unsupported(node, "a join without keys");
}

/** Null keys match each other; two strings are never null, and plain equality is the faster join. */
function condition(context: Context, keys: readonly Key[]): string {
	return keys
		.map(({ node, left, right }) => {
			const side = (alias: string, column: Column): Scalar => ({
				sql: `${alias}.${column.sql}`,
				type: column.type,
			});
			const [l, r] = comparable(context, node, side("l", left), side("r", right));
			return l.type === "string" ? `${l.sql} = ${r.sql}` : `${l.sql} IS NOT DISTINCT FROM ${r.sql}`;
		})
		.join(" AND ");
}

/** A column of a side that an outer join may leave without a row: strings are '' then, not null. */
function taken(alias: string, column: Column, mayMiss: boolean): string {
	const sql = `${alias}.${column.sql}`;
	return mayMiss && column.type === "string" ? `coalesce(${sql}, '')` : sql;
}

const OUTER: Readonly<Record<string, { sql: string; leftMisses: boolean; rightMisses: boolean }>> = {
	inner: { sql: "JOIN", leftMisses: false, rightMisses: false },
	leftouter: { sql: "LEFT JOIN", leftMisses: false, rightMisses: true },
	rightouter: { sql: "RIGHT JOIN", leftMisses: true, rightMisses: false },
	fullouter: { sql: "FULL JOIN", leftMisses: true, rightMisses: true },
};

const ONE_SIDED: Readonly<Record<string, { sql: string; side: "left" | "right" }>> = {
	leftsemi: { sql: "SEMI JOIN", side: "left" },
	rightsemi: { sql: "SEMI JOIN", side: "right" },
	leftanti: { sql: "ANTI JOIN", side: "left" },
	anti: { sql: "ANTI JOIN", side: "left" },
	leftantisemi: { sql: "ANTI JOIN", side: "left" },
	rightanti: { sql: "ANTI JOIN", side: "right" },
	rightantisemi: { sql: "ANTI JOIN", side: "right" },
};

function kindParameter(context: Context, node: SyntaxElement, fallback: string): string {
	for (const [name, value] of parameters(node)) {
		if (name === "kind") fallback = textOf(value).toLowerCase();
		else if (!name.startsWith("hint.")) context.unsupported(value, `the parameter ${name} here`);
	}
	return fallback;
}

const join: Operator = (context, node, input, scope) => {
	const kind = kindParameter(context, node, "innerunique");
	const right = context.relation(part(node, "Expression"), scope);
	const clause = optional(node, "ConditionClause") ?? context.unsupported(node, "a join without on");
	const keys = keysOf(context, node, clause, input, right);
	const columns = resultColumns(context, node);
	const oneSided = ONE_SIDED[kind];
	if (oneSided) {
		const kept = oneSided.side === "left" ? input : right;
		const on = condition(context, keys);
		if (columns.length !== kept.columns.length) return context.unsupported(node, "this join");
		const [l, r] = [`(${input.sql}) AS l`, `(${right.sql}) AS r`];
		const from = oneSided.side === "left" ? `${l} ${oneSided.sql} ${r}` : `${r} ${oneSided.sql} ${l}`;
		const alias = oneSided.side === "left" ? "l" : "r";
		const list = kept.columns.map((column, index) => `${alias}.${column.sql} AS ${columns[index]?.sql}`);
		return { sql: `SELECT ${list.join(", ")} FROM ${from} ON ${on}`, columns, serialized: false };
	}
	const outer =
		OUTER[kind === "innerunique" ? "inner" : kind] ?? context.unsupported(node, `join kind ${kind}`);
	// The default join takes one row of the left side for each key.
	const unique = keys.map((key) => key.left.sql).join(", ");
	const left =
		kind === "innerunique"
			? { ...input, sql: `SELECT DISTINCT ON (${unique}) t.* FROM (${input.sql}) AS t` }
			: input;
	return joined(context, node, left, right, columns, right.columns, keys, outer);
};

function joined(
	context: Context,
	node: SyntaxElement,
	left: Relation,
	right: Relation,
	columns: readonly Column[],
	rightColumns: readonly Column[],
	keys: readonly Key[],
	outer: { sql: string; leftMisses: boolean; rightMisses: boolean },
): Relation {
	const sources = [
		...left.columns.map((column) => ({ type: column.type, sql: taken("l", column, outer.leftMisses) })),
		...rightColumns.map((column) => ({ type: column.type, sql: taken("r", column, outer.rightMisses) })),
	];
	if (sources.length !== columns.length) return context.unsupported(node, "this join");
	const list = columns.map((column, index) => {
		const source = sources[index];
		if (source?.type !== column.type) return context.unsupported(node, "this join");
		return `${source.sql} AS ${column.sql}`;
	});
	return {
		sql: `SELECT ${list.join(", ")} FROM (${left.sql}) AS l ${outer.sql} (${right.sql}) AS r ON ${condition(context, keys)}`,
		columns,
		serialized: false,
	};
}

const lookup: Operator = (context, node, input, scope: Scope) => {
	const kind = kindParameter(context, node, "leftouter");
	const right = context.relation(part(node, "Expression"), scope);
	const keys = keysOf(context, node, part(node, "LookupClause"), input, right);
	const outer = kind === "leftouter" || kind === "inner" ? OUTER[kind] : undefined;
	if (!outer) return context.unsupported(node, `lookup kind ${kind}`);
	const keyNames = new Set(keys.map((key) => key.right.name));
	const others = right.columns.filter((column) => !keyNames.has(column.name));
	return joined(context, node, input, right, resultColumns(context, node), others, keys, outer);
};

export const JOIN_OPERATORS: OperatorTable = { JoinOperator: join, LookupOperator: lookup };
