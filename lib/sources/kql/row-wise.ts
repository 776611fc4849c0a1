import type { SyntaxElement } from "./kusto";
import { parseSyntax } from "./parser";
import { items, kindOf, optional, part, walk } from "./syntax";

/** Operators that look at one row at a time, or only drop repeated ones and order the rest. */
const ROW_WISE = new Set([
	"FilterOperator",
	"ExtendOperator",
	"ProjectOperator",
	"ProjectAwayOperator",
	"ProjectKeepOperator",
	"ProjectRenameOperator",
	"ProjectReorderOperator",
	"DistinctOperator",
	"ParseOperator",
	"ParseWhereOperator",
	"MvExpandOperator",
	"SortOperator",
]);
/** Functions that look at other rows. */
const OTHER_ROWS = /^(prev|next|row_\w+|toscalar|materialize|table|database|workspace|externaldata)$/;

/**
 * Whether the rows of a query over a window are those of the query over its parts, taken together and without
 * repetition. True only where the text alone shows it: one table, through operators that look at one row at a time.
 */
export function isRowWise(kql: string): boolean {
	const { problems, syntax } = parseSyntax(kql);
	const [statement, ...more] = items(syntax, "Statements");
	if (problems.length > 0 || statement === undefined || more.length > 0) return false;
	let node: SyntaxElement | null = optional(statement, "Expression");
	while (node && kindOf(node) === "PipeExpression") {
		if (!isRowWiseOperator(part(node, "Operator"))) return false;
		node = part(node, "Expression");
	}
	return node !== null && kindOf(node) === "NameReference";
}

function isRowWiseOperator(operator: SyntaxElement): boolean {
	const kind = kindOf(operator);
	const drops = kind === "SummarizeOperator" && items(operator, "Aggregates").length === 0;
	if (!drops && !ROW_WISE.has(kind)) return false;
	let rowWise = true;
	walk(operator, (node) => {
		const inner = kindOf(node);
		// A list of values may be another table's, of the same window.
		const another =
			inner === "PipeExpression" || inner === "ToScalarExpression" || inner === "ToTableExpression";
		const called = inner === "FunctionCallExpression" && OTHER_ROWS.test(nameOfCall(node));
		if (another || called || readsTableAsList(node, inner)) rowWise = false;
	});
	return rowWise;
}

function nameOfCall(call: SyntaxElement): string {
	const name = optional(call, "Name");
	return (name as unknown as { SimpleName?: string } | null)?.SimpleName ?? "";
}

function readsTableAsList(node: SyntaxElement, kind: string): boolean {
	if (kind !== "InExpression" && kind !== "HasAnyExpression" && kind !== "HasAllExpression") return false;
	let named = false;
	const right = optional(node, "Right");
	if (right) {
		walk(right, (inner) => {
			if (kindOf(inner) === "NameReference") named = true;
		});
	}
	return named;
}
