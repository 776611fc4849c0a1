import type { Scalar } from "@/lib/sources/kql/translate/context";
import { nullOf, SQL_TYPES } from "@/lib/sources/kql/translate/types";
import { argument, as, type Call, type FunctionTable, has, type ScalarFunction } from "./call";

/** Functions over the rows before or after, which KQL allows only where it promises their order. */
function needsOrder(call: Call): void {
	if (!call.scope.serialized) {
		call.context.refuse(
			call.node,
			`${call.name}() needs rows in a promised order: put sort or serialize before it.`,
		);
	}
}

function neighbour(sqlFunction: "lag" | "lead"): ScalarFunction {
	return (call) => {
		needsOrder(call);
		const value = argument(call, 0);
		const offset = has(call, 1) ? argument(call, 1) : null;
		if (offset && typeof offset.literal !== "bigint") {
			return call.context.refuse(call.node, `${call.name}() needs a literal offset.`);
		}
		const fallback = has(call, 2) ? as(call, 2, value.type) : nullOf(value.type);
		return {
			sql: `${sqlFunction}(${value.sql}, ${offset?.literal ?? 1}, ${fallback.sql}) OVER ()`,
			type: value.type,
		};
	};
}

const rowNumber: ScalarFunction = (call) => {
	needsOrder(call);
	if (has(call, 1)) return call.context.unsupported(call.node, "row_number() with a restart");
	const start = has(call, 0) ? as(call, 0, "long").sql : "1";
	return { sql: `(row_number() OVER () + (${start}) - 1)`, type: "long" };
};

const rowCumsum: ScalarFunction = (call) => {
	needsOrder(call);
	if (has(call, 1)) return call.context.unsupported(call.node, "row_cumsum() with a restart");
	const value: Scalar = argument(call, 0);
	if (!["int", "long", "real", "timespan", "decimal"].includes(value.type)) {
		return call.context.refuse(call.node, `row_cumsum() of ${value.type} is not defined.`);
	}
	const sql = `coalesce(sum(${value.sql}) OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW), 0)`;
	return { sql: `(${sql})::${SQL_TYPES[value.type]}`, type: value.type };
};

export const WINDOW_FUNCTIONS: FunctionTable = {
	prev: neighbour("lag"),
	next: neighbour("lead"),
	row_number: rowNumber,
	row_cumsum: rowCumsum,
};
