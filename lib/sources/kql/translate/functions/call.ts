import type { SyntaxElement } from "@/lib/sources/kql/kusto";
import type { KustoType } from "@/lib/sources/kql/tables";
import { type Context, once, type Scalar, type Scope } from "@/lib/sources/kql/translate/context";
import { implicitly, isNumeric, toDynamic, toText } from "@/lib/sources/kql/translate/types";

/** A call of a built-in scalar function, its arguments translated. */
export interface Call {
	readonly context: Context;
	readonly name: string;
	readonly node: SyntaxElement;
	readonly scope: Scope;
	readonly args: readonly Scalar[];
	readonly argNodes: readonly SyntaxElement[];
	/** The binder's type of the result; null where it has none. */
	readonly type: KustoType | null;
}

export type ScalarFunction = (call: Call) => Scalar;
export type FunctionTable = Readonly<Record<string, ScalarFunction>>;

export function argument(call: Call, index: number): Scalar {
	return (
		call.args[index] ??
		call.context.refuse(call.node, `${call.name}() needs at least ${index + 1} arguments.`)
	);
}

/** The argument as text, number or whatever is asked for, converted where KQL converts by itself. */
export function as(call: Call, index: number, type: KustoType): Scalar {
	const value = argument(call, index);
	if (type === "string") return toText(call.context, value);
	if (type === "dynamic") return toDynamic(call.context, value);
	if (type === "long" && value.type === "int") return value;
	return (
		implicitly(call.context, value, type) ??
		call.context.refuse(
			call.argNodes[index] ?? call.node,
			`Argument ${index + 1} of ${call.name}() must be ${type}, not ${value.type}.`,
		)
	);
}

export function numericArgument(call: Call, index: number): Scalar {
	const value = argument(call, index);
	return isNumeric(value.type) ? value : as(call, index, "real");
}

/** An argument that must be written as a literal, such as the part of datetime_diff(). */
export function literalText(call: Call, index: number): string {
	const { literal } = argument(call, index);
	if (typeof literal !== "string") {
		return call.context.refuse(
			call.argNodes[index] ?? call.node,
			`Argument ${index + 1} of ${call.name}() must be a literal text for the local engine.`,
		);
	}
	return literal;
}

export function has(call: Call, index: number): boolean {
	return index < call.args.length;
}

/**
 * A function that is one SQL expression over arguments of fixed types; text is never NULL.
 * @param build the expression, or the name of the SQL function that takes the same arguments
 * @param defaults SQL for the last arguments where they are left out
 */
export function simple(
	types: readonly KustoType[],
	result: KustoType,
	build: string | ((...args: string[]) => string),
	defaults: readonly string[] = [],
): ScalarFunction {
	const least = types.length - defaults.length;
	const expression =
		typeof build === "string" ? (...args: string[]) => `${build}(${args.join(", ")})` : build;
	return (call) => {
		const given = call.args.length;
		if (given < least || given > types.length) {
			return call.context.refuse(
				call.node,
				`The local engine supports ${call.name}() with ${types.length} arguments only.`,
			);
		}
		const args = types.slice(0, given).map((type, index) => as(call, index, type));
		const left = defaults.slice(given - least);
		const sql = once(call.context, args, (...refs) => expression(...refs, ...left));
		return { sql: result === "string" ? `coalesce(${sql}, '')` : sql, type: result };
	};
}
