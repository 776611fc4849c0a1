import type { SyntaxElement } from "@/lib/sources/kql/kusto";
import { kindOf, part, simpleName } from "@/lib/sources/kql/syntax";
import { type Context, once, type Scalar, type Scope } from "./context";
import { stringValue } from "./literals";
import { quoteText } from "./sql";
import { toText } from "./types";

/** `bag.key` */
export function pathExpression(context: Context, node: SyntaxElement, scope: Scope): Scalar {
	const selector = part(node, "Selector");
	const value = context.expression(part(node, "Expression"), scope);
	if (value.type !== "dynamic")
		return context.refuse(node, `A value of type ${value.type} has no properties.`);
	switch (kindOf(selector)) {
		case "NameReference":
			return property(value, simpleName(selector));
		case "BracketedExpression":
			return element(context, value, part(selector, "Expression"), scope);
		default:
			return context.unsupported(node, "this way to reach into a dynamic value");
	}
}

/** `bag["key"]`, `array[0]`, `array[-1]` */
export function elementExpression(context: Context, node: SyntaxElement, scope: Scope): Scalar {
	const value = context.expression(part(node, "Expression"), scope);
	if (value.type !== "dynamic") return context.refuse(node, `A value of type ${value.type} has no elements.`);
	return element(context, value, part(part(node, "Selector"), "Expression"), scope);
}

function element(context: Context, value: Scalar, selector: SyntaxElement, scope: Scope): Scalar {
	if (kindOf(selector) === "StringLiteralExpression") return property(value, stringValue(context, selector));
	const index = context.expression(selector, scope);
	if (typeof index.literal === "bigint") return extract(value, `$[${index.literal}]`);
	if (index.type === "int" || index.type === "long") {
		return extracted(`json_extract(${value.sql}, '$[' || (${index.sql})::VARCHAR || ']')`);
	}
	if (index.type === "string" || index.type === "dynamic") {
		const key = toText(context, index);
		const pointer = (text: string) => `'/' || replace(replace(${text}, '~', '~0'), '/', '~1')`;
		// A pointer would also index an array; a text never does in KQL.
		return extracted(
			once(
				context,
				[value, key],
				(x, k) => `CASE WHEN json_type(${x}) = 'OBJECT' THEN json_extract(${x}, ${pointer(k)}) END`,
			),
		);
	}
	return context.refuse(selector, `A value of type ${index.type} cannot select an element.`);
}

function property(value: Scalar, key: string): Scalar {
	// In DuckDB's paths `*` is a wildcard even in quotes, and `"` cannot be written; pointers have no such words.
	if (/[*"\\]/.test(key) || key === "") {
		return extract(value, `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`);
	}
	return extract(value, `$."${key}"`);
}

function extract(value: Scalar, path: string): Scalar {
	return extracted(`json_extract(${value.sql}, ${quoteText(path)})`);
}

function extracted(sql: string): Scalar {
	return { sql: `nullif(${sql}::VARCHAR, 'null')`, type: "dynamic" };
}
