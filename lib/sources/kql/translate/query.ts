import type { SyntaxElement } from "@/lib/sources/kql/kusto";
import { kindOf, part, simpleName } from "@/lib/sources/kql/syntax";
import { COLUMN_OPERATORS, print } from "@/lib/sources/kql/translate/operators/columns";
import { EXPAND_OPERATORS } from "@/lib/sources/kql/translate/operators/expand";
import { JOIN_OPERATORS } from "@/lib/sources/kql/translate/operators/join";
import type { OperatorTable } from "@/lib/sources/kql/translate/operators/operator";
import { ROW_OPERATORS } from "@/lib/sources/kql/translate/operators/rows";
import { SUMMARIZE_OPERATORS } from "@/lib/sources/kql/translate/operators/summarize";
import { union } from "@/lib/sources/kql/translate/operators/union";
import type { Context, Relation, Scope } from "./context";
import { dataTable, rangeTable, workspaceTable } from "./sources";
import { callFunction } from "./user-functions";

/** Every query operator that takes rows from its left. What is not here is refused by name. */
const OPERATORS: OperatorTable = {
	...COLUMN_OPERATORS,
	...EXPAND_OPERATORS,
	...JOIN_OPERATORS,
	...ROW_OPERATORS,
	...SUMMARIZE_OPERATORS,
};

/** The word a person wrote for an operator: `mv-apply` of an MvApplyOperator. */
function operatorName(kind: string): string {
	return kind
		.replace(/Operator$/, "")
		.replaceAll(/(?<=[a-z])(?=[A-Z])/g, "-")
		.toLowerCase();
}

/** Translates a tabular expression. */
export function relation(context: Context, node: SyntaxElement, scope: Scope): Relation {
	const kind = kindOf(node);
	switch (kind) {
		case "PipeExpression": {
			const input = context.relation(part(node, "Expression"), scope);
			return applied(context, part(node, "Operator"), input, scope);
		}
		case "ParenthesizedExpression":
		case "MaterializeExpression":
			return context.relation(part(node, "Expression"), scope);
		case "NameReference":
			return reference(context, node, scope);
		case "FunctionCallExpression":
			return called(context, node, scope);
		case "DataTableExpression":
			return dataTable(context, node, scope);
		case "RangeOperator":
			return rangeTable(context, node, scope);
		case "PrintOperator":
			return print(context, node, scope);
		case "UnionOperator":
			return union(context, node, null, scope);
		default:
			return kind.endsWith("Operator")
				? context.unsupported(node, `the operator ${operatorName(kind)}`)
				: context.unsupported(node);
	}
}

function applied(context: Context, node: SyntaxElement, input: Relation, scope: Scope): Relation {
	const kind = kindOf(node);
	if (kind === "UnionOperator") return union(context, node, input, scope);
	const operator = OPERATORS[kind];
	if (!operator) return context.unsupported(node, `the operator ${operatorName(kind)}`);
	return operator(context, node, input, scope);
}

function reference(context: Context, node: SyntaxElement, scope: Scope): Relation {
	const name = simpleName(node);
	const binding = scope.environment.find(name);
	if (binding?.kind === "table") return binding.relation;
	if (binding?.kind === "function") return { ...tabular(context, node, scope, name), source: name };
	const table = context.options.tables.find((candidate) => candidate.name === name);
	if (table) return workspaceTable(context, table);
	return context.refuse(node, `The table '${name}' is not in this workspace.`);
}

function called(context: Context, node: SyntaxElement, scope: Scope): Relation {
	const name = simpleName(part(node, "Name"));
	if (scope.environment.find(name)?.kind !== "function")
		return context.unsupported(node, `the function ${name}()`);
	return tabular(context, node, scope, name);
}

function tabular(context: Context, node: SyntaxElement, scope: Scope, name: string): Relation {
	const binding = scope.environment.find(name);
	if (binding?.kind !== "function") return context.unsupported(node, `the function ${name}()`);
	const result = callFunction(context, node, binding, scope);
	if (result.kind === "table") return result.relation;
	return context.refuse(node, `The function ${name}() yields a value where a table is wanted.`);
}
