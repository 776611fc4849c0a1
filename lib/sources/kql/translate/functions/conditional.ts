import type { KustoType } from "@/lib/sources/kql/tables";
import type { Scalar } from "@/lib/sources/kql/translate/context";
import { implicitly, isNumeric, nullOf, SQL_TYPES, toText } from "@/lib/sources/kql/translate/types";
import { argument, as, type Call, type FunctionTable, type ScalarFunction } from "./call";

/** Brings the branches of iff(), case() and the like to one type. */
export function unified(call: Call, values: readonly Scalar[]): { values: Scalar[]; type: KustoType } {
	const types = new Set(values.filter((value) => value.literal !== null).map((value) => value.type));
	const type = call.type ?? (types.size === 1 ? [...types][0] : undefined) ?? values[0]?.type;
	if (type === undefined) return call.context.refuse(call.node, `${call.name}() has no values.`);
	return {
		type,
		values: values.map((value) => {
			if (value.literal === null) return nullOf(type);
			if (value.type === type) return value;
			// The binder has settled on a type; a wider number is cut back as the service does.
			if (isNumeric(value.type) && isNumeric(type))
				return { sql: `(${value.sql})::${SQL_TYPES[type]}`, type };
			return (
				implicitly(call.context, value, type) ??
				call.context.refuse(call.node, `${call.name}() mixes ${value.type} and ${type}.`)
			);
		}),
	};
}

export function condition(call: Call, index: number): string {
	return as(call, index, "bool").sql;
}

const iff: ScalarFunction = (call) => {
	const { values, type } = unified(call, [argument(call, 1), argument(call, 2)]);
	return { sql: `CASE WHEN ${condition(call, 0)} THEN ${values[0]?.sql} ELSE ${values[1]?.sql} END`, type };
};

const caseOf: ScalarFunction = (call) => {
	const count = call.args.length;
	if (count < 3 || count % 2 === 0)
		return call.context.refuse(call.node, "case() needs pairs and a last value.");
	const branches = Array.from({ length: (count - 1) / 2 }, (_, index) => index * 2);
	const { values, type } = unified(call, [
		...branches.map((index) => argument(call, index + 1)),
		argument(call, count - 1),
	]);
	const whens = branches.map((index, at) => `WHEN ${condition(call, index)} THEN ${values[at]?.sql}`);
	return { sql: `CASE ${whens.join(" ")} ELSE ${values.at(-1)?.sql} END`, type };
};

/** For strings the first that is not empty, else the first that is not null. */
const coalesce: ScalarFunction = (call) => {
	const { values, type } = unified(call, call.args);
	if (type === "string") {
		return { sql: `coalesce(${values.map((value) => `nullif(${value.sql}, '')`).join(", ")}, '')`, type };
	}
	return { sql: `coalesce(${values.map((value) => value.sql).join(", ")})`, type };
};

function empty(negated: boolean): ScalarFunction {
	return (call) => {
		const value = argument(call, 0);
		const text = toText(call.context, value).sql;
		return { sql: `(${text} ${negated ? "<>" : "="} '')`, type: "bool" };
	};
}

function isNull(negated: boolean): ScalarFunction {
	return (call) => {
		const value = argument(call, 0);
		// Strings are never null in KQL: isnull("") is false.
		if (value.type === "string") return { sql: String(negated), type: "bool" };
		return { sql: `(${value.sql} IS ${negated ? "NOT " : ""}NULL)`, type: "bool" };
	};
}

function extreme(sqlFunction: "greatest" | "least"): ScalarFunction {
	return (call) => {
		const { values, type } = unified(call, call.args);
		if (type === "dynamic" || type === "bool") {
			return call.context.refuse(call.node, `${call.name}() of ${type} values is not supported.`);
		}
		return { sql: `${sqlFunction}(${values.map((value) => value.sql).join(", ")})`, type };
	};
}

export const CONDITIONAL_FUNCTIONS: FunctionTable = {
	iff,
	iif: iff,
	case: caseOf,
	coalesce,
	isempty: empty(false),
	isnotempty: empty(true),
	notempty: empty(true),
	isnull: isNull(false),
	isnotnull: isNull(true),
	notnull: isNull(true),
	not: (call) => ({ sql: `(NOT ${condition(call, 0)})`, type: "bool" }),
	max_of: extreme("greatest"),
	min_of: extreme("least"),
};
