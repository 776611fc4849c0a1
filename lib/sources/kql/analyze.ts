import type { SyntaxElement } from "./kusto";
import { parseSyntax, type QueryProblem } from "./parser";
import { items, kindOf, optional, part, simpleName } from "./syntax";

/** Problems of grammar, with line and column; whether names exist is only known with a workspace's tables. */
export function syntaxProblems(kql: string): readonly QueryProblem[] {
	return parseSyntax(kql).problems;
}

/**
 * The tables a query reads, in order of first mention, as its text alone can tell: every name that stands where a
 * table is wanted and that no `let` declares. Wildcards (`union Email*`) are returned as written.
 */
export function requiredTables(kql: string): string[] {
	const tables = new Set<string>();
	const query = parseSyntax(kql).syntax;
	statements(items(query, "Statements"), new Set(), tables);
	return [...tables];
}

function statements(list: readonly SyntaxElement[], outer: ReadonlySet<string>, tables: Set<string>): void {
	const declared = new Set(outer);
	for (const statement of list) {
		if (kindOf(statement) === "LetStatement") {
			const value = part(statement, "Expression");
			// `let limit = other;` may name a value or a table: without a schema it counts as a value.
			if (kindOf(value) !== "NameReference") visit(value, declared, tables, false);
			declared.add(simpleName(part(statement, "Name")));
		} else {
			const expression = optional(statement, "Expression");
			if (expression) visit(expression, declared, tables, true);
		}
	}
}

/** Visits a node; `tabular` says that a plain name here would be a table. */
function visit(
	node: SyntaxElement,
	declared: ReadonlySet<string>,
	tables: Set<string>,
	tabular: boolean,
): void {
	const found = (name: SyntaxElement) => {
		const text = nameOf(name);
		if (text !== null && !declared.has(text)) tables.add(text);
	};
	switch (kindOf(node)) {
		case "NameReference":
			if (tabular) found(node);
			return;
		case "PipeExpression":
			visit(part(node, "Expression"), declared, tables, true);
			visit(part(node, "Operator"), declared, tables, false);
			return;
		case "ParenthesizedExpression":
		case "MaterializeExpression":
		case "ToScalarExpression":
			visit(part(node, "Expression"), declared, tables, tabular || kindOf(node) === "MaterializeExpression");
			return;
		case "JoinOperator":
		case "LookupOperator":
			visit(part(node, "Expression"), declared, tables, true);
			return;
		case "UnionOperator":
			for (const operand of items(node, "Expressions")) visit(operand, declared, tables, true);
			return;
		case "FunctionDeclaration": {
			const inner = new Set(declared);
			for (const parameter of items(part(node, "Parameters"), "Parameters")) {
				inner.add(simpleName(part(part(parameter, "NameAndType"), "Name")));
			}
			const body = part(node, "Body");
			statements(items(body, "Statements"), inner, tables);
			const result = optional(body, "Expression");
			for (const statement of items(body, "Statements")) {
				if (kindOf(statement) === "LetStatement") inner.add(simpleName(part(statement, "Name")));
			}
			if (result && kindOf(result) !== "NameReference") visit(result, inner, tables, false);
			return;
		}
	}
	for (let index = 0; index < node.ChildCount; index++) {
		const child = node.GetChild(index);
		if (child && !child.IsToken) visit(child, declared, tables, false);
	}
}

function nameOf(node: SyntaxElement): string | null {
	const name = simpleName(node);
	return name === "" ? null : name;
}
