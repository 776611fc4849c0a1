import type { SyntaxElement } from "@/lib/sources/kql/kusto";
import { kindOf, part, simpleName } from "@/lib/sources/kql/syntax";

/** The column a node refers to by its plain name, if it is such a reference. */
export function columnName(node: SyntaxElement | undefined): string | null {
	if (!node) return null;
	switch (kindOf(node)) {
		case "NameReference":
			return simpleName(node);
		case "ParenthesizedExpression":
			return columnName(part(node, "Expression"));
		default:
			return null;
	}
}
