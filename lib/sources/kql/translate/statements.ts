import type { SyntaxElement } from "@/lib/sources/kql/kusto";
import { kindOf, part, simpleName } from "@/lib/sources/kql/syntax";
import type { Context, Scope } from "./context";
import { isTable } from "./membership";

/** Declares what `let` statements name, in order; returns the query's own expression where there is one. */
export function declareStatements(
	context: Context,
	statements: readonly SyntaxElement[],
	scope: Scope,
): SyntaxElement | null {
	let query: SyntaxElement | null = null;
	for (const statement of statements) {
		switch (kindOf(statement)) {
			case "LetStatement":
				declare(context, statement, scope);
				break;
			case "ExpressionStatement":
				if (query) context.unsupported(statement, "more than one query at a time");
				query = part(statement, "Expression");
				break;
			default:
				context.unsupported(statement, `the statement ${kindOf(statement)}`);
		}
	}
	return query;
}

function declare(context: Context, statement: SyntaxElement, scope: Scope): void {
	const name = simpleName(part(statement, "Name"));
	const value = part(statement, "Expression");
	if (kindOf(value) === "FunctionDeclaration") {
		scope.environment.declare(name, { kind: "function", environment: scope.environment, declaration: value });
	} else if (isTable(value)) {
		const relation = context.bounded(value, context.relation(value, scope));
		scope.environment.declare(name, { kind: "table", relation: { ...relation, source: name } });
	} else {
		scope.environment.declare(name, {
			kind: "scalar",
			value: context.bounded(value, context.expression(value, scope)),
		});
	}
}
