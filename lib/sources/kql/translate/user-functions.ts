import type { SyntaxElement } from "@/lib/sources/kql/kusto";
import { items, kindOf, optional, part, simpleName } from "@/lib/sources/kql/syntax";
import { type Binding, type Context, Environment, type Relation, type Scalar, type Scope } from "./context";
import { isTable } from "./membership";
import { declareStatements } from "./statements";
import { implicitly, kustoType } from "./types";

type Result =
	| { readonly kind: "scalar"; readonly value: Scalar }
	| { readonly kind: "table"; readonly relation: Relation };

/**
 * Calls a function that a `let` declared, by translating its body as the binder has expanded it for these
 * arguments. Arguments are evaluated in the caller's scope, the body in the declaration's.
 */
export function callFunction(
	context: Context,
	node: SyntaxElement,
	binding: Extract<Binding, { kind: "function" }>,
	scope: Scope,
): Result {
	const body = node.GetCalledFunctionBody?.();
	if (!body) return context.refuse(node, "The body of this function cannot be worked out.");
	const environment = new Environment(binding.environment);
	const declared = items(part(binding.declaration, "Parameters"), "Parameters");
	const given = assign(context, node, declared);
	for (const [index, parameter] of declared.entries()) {
		const name = parameterName(parameter);
		const value = given[index] ?? defaultValue(parameter);
		if (!value) return context.refuse(node, `The parameter '${name}' has no value.`);
		if (isTable(value)) {
			environment.declare(name, { kind: "table", relation: context.relation(value, scope) });
		} else {
			const scalar = context.expression(value, scope);
			const type = kustoType(part(part(parameter, "NameAndType"), "Name").ResultType);
			environment.declare(name, {
				kind: "scalar",
				value: type === null ? scalar : (implicitly(context, scalar, type) ?? scalar),
			});
		}
	}
	return context.inside(node, () => {
		const inner: Scope = { environment, columns: new Map(), serialized: false };
		declareStatements(context, items(body, "Statements"), inner);
		const result = part(body, "Expression");
		return isTable(result)
			? { kind: "table", relation: context.bounded(node, context.relation(result, inner)) }
			: { kind: "scalar", value: context.bounded(node, context.expression(result, inner)) };
	});
}

function parameterName(parameter: SyntaxElement): string {
	return simpleName(part(part(parameter, "NameAndType"), "Name"));
}

function defaultValue(parameter: SyntaxElement): SyntaxElement | null {
	const declaration = optional(parameter, "DefaultValue");
	return declaration && part(declaration, "Value");
}

/** Puts arguments in the order of the parameters; named ones may come in any order. */
function assign(
	context: Context,
	node: SyntaxElement,
	declared: readonly SyntaxElement[],
): (SyntaxElement | undefined)[] {
	const given: (SyntaxElement | undefined)[] = [];
	let position = 0;
	for (const argument of callArguments(node)) {
		if (kindOf(argument) === "SimpleNamedExpression") {
			const name = simpleName(part(argument, "Name"));
			const index = declared.findIndex((parameter) => parameterName(parameter) === name);
			if (index < 0) context.refuse(argument, `The function has no parameter '${name}'.`);
			given[index] = part(argument, "Expression");
		} else {
			while (given[position]) position += 1;
			given[position] = argument;
		}
	}
	return given;
}

/** A function without parameters, as a view, may be named without parentheses. */
function callArguments(node: SyntaxElement): SyntaxElement[] {
	const list = optional(node, "ArgumentList");
	return list ? items(list, "Expressions") : [];
}
