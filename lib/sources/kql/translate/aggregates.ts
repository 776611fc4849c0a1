import type { SyntaxElement } from "@/lib/sources/kql/kusto";
import { items, kindOf, part, simpleName } from "@/lib/sources/kql/syntax";
import type { Column, Context, Scalar, Scope } from "./context";
import { predicate } from "./expressions";
import { isNumeric, kustoType, SQL_TYPES, toDynamic } from "./types";

/** A call of an aggregate, its arguments translated over the rows to be gathered. */
interface Call {
	readonly context: Context;
	readonly name: string;
	readonly node: SyntaxElement;
	readonly scope: Scope;
	readonly argNodes: readonly SyntaxElement[];
	/** The order of the rows to gather, where KQL promises one: the name of a column that counts them. */
	readonly order: string | null;
}

type Aggregate = (call: Call) => Scalar;

const MAX_LIST = 1_048_576n;

function arg(call: Call, index: number): Scalar {
	const node =
		call.argNodes[index] ??
		call.context.refuse(call.node, `${call.name}() needs at least ${index + 1} arguments.`);
	return call.context.expression(node, call.scope);
}

function summable(call: Call, index: number): Scalar {
	const value = arg(call, index);
	if (value.type === "dynamic") {
		return call.context.refuse(
			call.node,
			`${call.name}() of a dynamic needs a conversion first, such as tolong().`,
		);
	}
	if (!isNumeric(value.type) && value.type !== "timespan" && value.type !== "datetime") {
		return call.context.refuse(call.node, `${call.name}() of ${value.type} is not defined.`);
	}
	return value;
}

/** `FILTER (WHERE …)` of the `…if` forms, whose predicate stands at `index`. */
function filter(call: Call, index: number | null): string {
	if (index === null) return "";
	const node = call.argNodes[index] ?? call.context.refuse(call.node, `${call.name}() needs a predicate.`);
	return ` FILTER (WHERE ${predicate(call.context, node, call.context.expression(node, call.scope))})`;
}

const count =
	(conditional: boolean): Aggregate =>
	(call) => {
		if (!conditional && call.argNodes.length > 0) return { sql: `count(*)${filter(call, 0)}`, type: "long" };
		return { sql: `count(*)${filter(call, conditional ? 0 : null)}`, type: "long" };
	};

/** Exact, where the service estimates. */
const dcount =
	(predicateAt: number | null): Aggregate =>
	(call) => ({ sql: `count(DISTINCT ${arg(call, 0).sql})${filter(call, predicateAt)}`, type: "long" });

const sum =
	(predicateAt: number | null): Aggregate =>
	(call) => {
		const value = summable(call, 0);
		if (value.type === "datetime") return call.context.unsupported(call.node, "the sum of datetimes");
		const type = value.type === "int" ? "long" : value.type;
		return { sql: `coalesce(sum(${value.sql})${filter(call, predicateAt)}, 0)::${SQL_TYPES[type]}`, type };
	};

/** Of no values the average is NaN, or null for times. */
const avg =
	(predicateAt: number | null): Aggregate =>
	(call) => {
		const value = summable(call, 0);
		const where = filter(call, predicateAt);
		if (value.type === "datetime" || value.type === "timespan") {
			return { sql: `trunc(avg(${value.sql})${where})::BIGINT`, type: value.type };
		}
		if (value.type === "decimal")
			return { sql: `(avg(${value.sql})${where})::${SQL_TYPES.decimal}`, type: "decimal" };
		return { sql: `coalesce((avg(${value.sql})${where})::DOUBLE, 'nan'::DOUBLE)`, type: "real" };
	};

const extreme =
	(sqlFunction: "min" | "max", predicateAt: number | null): Aggregate =>
	(call) => {
		const value = arg(call, 0);
		if (value.type === "dynamic") {
			return call.context.refuse(
				call.node,
				`${call.name}() of a dynamic needs a conversion first, such as tolong().`,
			);
		}
		const sql = `${sqlFunction}(${value.sql})${filter(call, predicateAt)}`;
		return { sql: value.type === "string" ? `coalesce(${sql}, '')` : sql, type: value.type };
	};

/** Statistics of samples and populations; one value has no spread. */
const spread =
	(sqlFunction: string, predicateAt: number | null): Aggregate =>
	(call) => {
		const value = summable(call, 0);
		if (!isNumeric(value.type)) return call.context.unsupported(call.node, `${call.name}() of ${value.type}`);
		return { sql: `(${sqlFunction}((${value.sql})::DOUBLE)${filter(call, predicateAt)})`, type: "real" };
	};

const pairStatistic =
	(sqlFunction: string, predicateAt: number | null): Aggregate =>
	(call) => {
		const [x, y] = [summable(call, 0), summable(call, 1)];
		return {
			sql: `${sqlFunction}((${x.sql})::DOUBLE, (${y.sql})::DOUBLE)${filter(call, predicateAt)}`,
			type: "real",
		};
	};

function limit(call: Call, index: number): string {
	const node = call.argNodes[index];
	if (!node) return String(MAX_LIST);
	const value = call.context.expression(node, call.scope);
	if (typeof value.literal !== "bigint" || value.literal < 0n) {
		return call.context.refuse(node, `The size of ${call.name}() must be a literal number.`);
	}
	return String(value.literal < MAX_LIST ? value.literal : MAX_LIST);
}

/** JSON text of the elements gathered in order; nulls are left out unless asked for. */
function gathered(
	call: Call,
	element: string,
	options: { where?: string; distinct?: boolean; limit: string; nulls?: boolean },
): string {
	const order = call.order && !options.distinct ? ` ORDER BY ${call.order}` : "";
	const present = options.nulls ? "true" : `${element} IS NOT NULL`;
	const where = options.where
		? `${options.where.slice(0, -1)} AND ${present})`
		: ` FILTER (WHERE ${present})`;
	const list = `list(${options.distinct ? "DISTINCT " : ""}${options.nulls ? `coalesce(${element}, 'null')` : element}${order})${where}`;
	// Sets come sorted, so that the same rows give the same answer.
	const ordered = options.distinct ? `list_sort(${list})` : list;
	return `('[' || coalesce(array_to_string((${ordered})[1:${options.limit}], ','), '') || ']')`;
}

const makeList =
	(options: { predicateAt?: number; sizeAt: number; nulls?: boolean }): Aggregate =>
	(call) => {
		const element = toDynamic(call.context, arg(call, 0)).sql;
		return {
			sql: gathered(call, element, {
				limit: limit(call, options.sizeAt),
				nulls: options.nulls ?? false,
				...(options.predicateAt === undefined ? {} : { where: filter(call, options.predicateAt) }),
			}),
			type: "dynamic",
		};
	};

const makeSet =
	(predicateAt: number | null, sizeAt: number): Aggregate =>
	(call) => {
		const value = arg(call, 0);
		const where = predicateAt === null ? {} : { where: filter(call, predicateAt) };
		const element = toDynamic(call.context, value).sql;
		if (value.type !== "dynamic") {
			return {
				sql: gathered(call, element, { ...where, distinct: true, limit: limit(call, sizeAt) }),
				type: "dynamic",
			};
		}
		const all = gathered(call, element, { ...where, distinct: true, limit: String(MAX_LIST) });
		return { sql: `kf_make_set(${all}, ${limit(call, sizeAt)})`, type: "dynamic" };
	};

const makeBag =
	(predicateAt: number | null, sizeAt: number): Aggregate =>
	(call) => {
		const where = predicateAt === null ? {} : { where: filter(call, predicateAt) };
		const all = gathered(call, toDynamic(call.context, arg(call, 0)).sql, {
			...where,
			limit: String(MAX_LIST),
		});
		return { sql: `kf_make_bag(${all}, ${limit(call, sizeAt)})`, type: "dynamic" };
	};

/** The value at the nearest rank, as the service has it for small groups. */
function percentileOf(call: Call, value: Scalar, at: SyntaxElement): string {
	const percent = call.context.expression(at, call.scope).literal;
	const number = typeof percent === "bigint" ? Number(percent) : percent;
	if (typeof number !== "number" || !(number >= 0 && number <= 100)) {
		return call.context.refuse(at, `${call.name}() needs literal percentiles from 0 to 100.`);
	}
	if (value.type === "decimal") call.context.unsupported(call.node, `${call.name}() of decimals`);
	return `quantile_disc(${value.sql}, ${number / 100})`;
}

const percentile: Aggregate = (call) => {
	const value = summable(call, 0);
	const at = call.argNodes[1] ?? call.context.refuse(call.node, "percentile() needs a percentile.");
	return { sql: percentileOf(call, value, at), type: value.type };
};

const percentilesArray: Aggregate = (call) => {
	const value = summable(call, 0);
	const parts = call.argNodes.slice(1).map((at) => {
		const part: Scalar = { sql: percentileOf(call, value, at), type: value.type };
		return `coalesce(${toDynamic(call.context, part).sql}, 'null')`;
	});
	return { sql: `('[' || ${parts.join(" || ',' || ")} || ']')`, type: "dynamic" };
};

const takeAnyOne =
	(predicateAt: number | null): Aggregate =>
	(call) => {
		const value = arg(call, 0);
		const where = filter(call, predicateAt);
		if (value.type === "string") {
			return { sql: `coalesce(any_value(nullif(${value.sql}, ''))${where}, '')`, type: "string" };
		}
		return { sql: `any_value(${value.sql})${where}`, type: value.type };
	};

const bitwise =
	(sqlFunction: string): Aggregate =>
	(call) => ({ sql: `${sqlFunction}((${arg(call, 0).sql})::BIGINT)`, type: "long" });

const AGGREGATES: Readonly<Record<string, Aggregate>> = {
	count: count(false),
	countif: count(true),
	dcount: dcount(null),
	dcountif: dcount(1),
	count_distinct: dcount(null),
	count_distinctif: dcount(1),
	sum: sum(null),
	sumif: sum(1),
	avg: avg(null),
	avgif: avg(1),
	min: extreme("min", null),
	minif: extreme("min", 1),
	max: extreme("max", null),
	maxif: extreme("max", 1),
	stdev: spread("stddev_samp", null),
	stdevif: spread("stddev_samp", 1),
	stdevp: spread("stddev_pop", null),
	variance: spread("var_samp", null),
	varianceif: spread("var_samp", 1),
	variancep: spread("var_pop", null),
	variancepif: spread("var_pop", 1),
	covariance: pairStatistic("covar_samp", null),
	covarianceif: pairStatistic("covar_samp", 2),
	covariancep: pairStatistic("covar_pop", null),
	covariancepif: pairStatistic("covar_pop", 2),
	make_list: makeList({ sizeAt: 1 }),
	makelist: makeList({ sizeAt: 1 }),
	make_list_if: makeList({ predicateAt: 1, sizeAt: 2 }),
	make_list_with_nulls: makeList({ sizeAt: 1, nulls: true }),
	make_set: makeSet(null, 1),
	makeset: makeSet(null, 1),
	make_set_if: makeSet(1, 2),
	make_bag: makeBag(null, 1),
	make_bag_if: makeBag(1, 2),
	percentile,
	percentiles_array: percentilesArray,
	take_any: takeAnyOne(null),
	any: takeAnyOne(null),
	take_anyif: takeAnyOne(1),
	anyif: takeAnyOne(1),
	binary_all_and: bitwise("bit_and"),
	binary_all_or: bitwise("bit_or"),
	binary_all_xor: bitwise("bit_xor"),
};

/** Aggregates that yield several columns at once. */
const SEVERAL = new Set(["arg_max", "arg_min", "argmax", "argmin", "take_any", "any", "percentiles"]);

export function isAggregate(node: SyntaxElement): boolean {
	if (kindOf(node) !== "FunctionCallExpression") return false;
	const name = simpleName(part(node, "Name"));
	return name in AGGREGATES || SEVERAL.has(name);
}

/** An aggregate of one column. */
export function aggregate(context: Context, node: SyntaxElement, scope: Scope, order: string | null): Scalar {
	const name = simpleName(part(node, "Name"));
	const build = AGGREGATES[name];
	if (!build) return context.unsupported(node, `the aggregate ${name}() here`);
	const value = build({
		context,
		name,
		node,
		scope,
		argNodes: items(part(node, "ArgumentList"), "Expressions"),
		order,
	});
	const type = kustoType(node.ResultType);
	// `min(int)` and the like keep their type; where the binder knows better (sum of int), it decides.
	return type && type !== value.type && isNumeric(type) && isNumeric(value.type)
		? { sql: `(${value.sql})::${SQL_TYPES[type]}`, type }
		: value;
}

/** The columns of an aggregate that yields several, or null where it yields one. */
export function aggregateColumns(context: Context, node: SyntaxElement, scope: Scope): Scalar[] | null {
	if (kindOf(node) !== "FunctionCallExpression") return null;
	const name = simpleName(part(node, "Name"));
	const argNodes = items(part(node, "ArgumentList"), "Expressions");
	if (!SEVERAL.has(name)) return null;
	const call: Call = { context, name, node, scope, argNodes, order: null };
	if (name === "percentiles") {
		const value = summable(call, 0);
		return argNodes.slice(1).map((at) => ({ sql: percentileOf(call, value, at), type: value.type }));
	}
	const anyOf = name === "take_any" || name === "any";
	if (anyOf && argNodes.length === 1 && kindOf(argNodes[0] ?? node) !== "StarExpression") return null;
	const columns = anyOf ? spreadArguments(call, argNodes) : spreadArguments(call, argNodes.slice(1));
	if (anyOf) return fields("first", columns, null);
	const extremum = arg(call, 0);
	if (extremum.type === "dynamic") {
		return context.refuse(node, `${name}() by a dynamic needs a conversion first, such as tolong().`);
	}
	const excluded = [...scope.columns.values()].find((column) => column.sql === extremum.sql);
	const starred = argNodes.slice(1).some((each) => kindOf(each) === "StarExpression");
	// `*` stands for every column but the one that is maximised and those grouped by, which the caller leaves out.
	const others = starred && excluded ? columns.filter((column) => column.sql !== excluded.sql) : columns;
	return fields(name.includes("max") ? "arg_max" : "arg_min", [extremum, ...others], extremum);
}

function spreadArguments(call: Call, nodes: readonly SyntaxElement[]): Scalar[] {
	return nodes.flatMap((node): Scalar[] =>
		kindOf(node) === "StarExpression"
			? [...call.scope.columns.values()].map((column: Column) => ({ sql: column.sql, type: column.type }))
			: [call.context.expression(node, call.scope)],
	);
}

/** One struct chosen from the group's rows, taken apart. Rows whose extremum is null count only if all are. */
function fields(
	choose: "first" | "arg_max" | "arg_min",
	values: readonly Scalar[],
	by: Scalar | null,
): Scalar[] {
	if (values.length === 0) return [];
	const struct = `struct_pack(${values.map((value, index) => `f${index} := ${value.sql}`).join(", ")})`;
	const chosen = by ? `coalesce(${choose}(${struct}, ${by.sql}), first(${struct}))` : `first(${struct})`;
	return values.map((value, index) => {
		const sql = `(${chosen}).f${index}`;
		return value.type === "string"
			? { sql: `coalesce(${sql}, '')`, type: value.type }
			: { sql, type: value.type };
	});
}
