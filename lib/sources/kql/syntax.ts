import { enumName, kusto, type SyntaxElement, toArray } from "./kusto";

/** The name of a node's kind, such as `FilterOperator`. */
export function kindOf(node: SyntaxElement): string {
	return enumName(kusto().Syntax.SyntaxKind, node.Kind);
}

/** A named part of a node that may be absent, such as the `ByClause` of a SummarizeOperator. */
export function optional(node: SyntaxElement, part: string): SyntaxElement | null {
	const value = (node as unknown as Record<string, unknown>)[part];
	return value === undefined || value === null ? null : (value as SyntaxElement);
}

/** A named part of a node that its grammar always has. */
export function part(node: SyntaxElement, name: string): SyntaxElement {
	const value = optional(node, name);
	if (!value) throw new TypeError(`${kindOf(node)} has no ${name}`);
	return value;
}

/** The elements of a list part, without their separators. */
export function items(node: SyntaxElement, name: string): SyntaxElement[] {
	const list = optional(node, name);
	return list ? listElements(list) : [];
}

export function listElements(list: SyntaxElement): SyntaxElement[] {
	const elements: SyntaxElement[] = [];
	for (let index = 0; index < list.ChildCount; index++) {
		const child = list.GetChild(index);
		if (!child) continue;
		// `Element$1` is the typed getter; its base class declares `Element` too.
		const element =
			kindOf(child) === "SeparatedElement" ? (optional(child, "Element$1") ?? child.GetChild(0)) : child;
		if (element) elements.push(element);
	}
	return elements;
}

/** The name a declaration or reference spells, without brackets and quotes. */
export function simpleName(node: SyntaxElement): string {
	const name = (node as unknown as { SimpleName?: string }).SimpleName;
	if (typeof name !== "string") throw new TypeError(`${kindOf(node)} has no name`);
	return name;
}

/** The node's own text, without the white space and comments before it. */
export function textOf(node: SyntaxElement): string {
	return node.ToString(1).trim();
}

/** Depth-first, parents before children. */
export function walk(node: SyntaxElement, visit: (node: SyntaxElement) => void): void {
	visit(node);
	for (let index = 0; index < node.ChildCount; index++) {
		const child = node.GetChild(index);
		if (child) walk(child, visit);
	}
}

/** The columns a tabular node yields, by the binder: automatic names and expansions included. */
export function columnsOf(node: SyntaxElement) {
	return toArray(node.ResultType?.Columns);
}

/** Named parameters such as `kind=inner`, lower-cased by name. */
export function parameters(node: SyntaxElement, name = "Parameters"): Map<string, SyntaxElement> {
	return new Map(
		items(node, name).map((parameter) => [
			simpleName(part(parameter, "Name")).toLowerCase(),
			part(parameter, "Expression"),
		]),
	);
}
