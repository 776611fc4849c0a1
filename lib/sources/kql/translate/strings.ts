import type { SyntaxElement } from "@/lib/sources/kql/kusto";
import type { Context, Scalar } from "./context";
import { quoteRegex, quoteText } from "./sql";
import { toText } from "./types";

type Operator = (context: Context, left: Scalar, right: Scalar) => string;

function lower(sql: string): string {
	return `lower(${sql})`;
}

/** A literal's lower case is worked out here, so that DuckDB need not do it per row. */
function lowered(value: Scalar): string {
	return typeof value.literal === "string" ? lower(quoteText(value.literal)) : lower(value.sql);
}

const TERM = /^[\p{L}\p{N}]$/u;
const BEFORE = "(^|[^\\pL\\pN])";
const AFTER = "($|[^\\pL\\pN])";

/**
 * `has` matches whole terms: runs of letters and digits. A boundary is asked for only where the needle's own
 * edge is such a character, as the service does ("bing.com" in "https://bing.com/").
 */
function termMatch(caseSensitive: boolean, side: "both" | "prefix" | "suffix"): Operator {
	return (_, left, right) => {
		if (typeof right.literal !== "string") {
			return `kf_has(${left.sql}, ${right.sql}, ${caseSensitive}, '${side}')`;
		}
		return termRegex(left.sql, right.literal, caseSensitive, side);
	};
}

export function termRegex(
	text: string,
	term: string,
	caseSensitive: boolean,
	side: "both" | "prefix" | "suffix",
): string {
	if (term === "") return "true";
	const characters = [...term];
	const start = side !== "suffix" && TERM.test(characters[0] ?? "") ? BEFORE : "";
	const end = side !== "prefix" && TERM.test(characters.at(-1) ?? "") ? AFTER : "";
	const pattern = `${caseSensitive ? "" : "(?i)"}${start}${quoteRegex(term)}${end}`;
	return `regexp_matches(${text}, ${quoteText(pattern)})`;
}

const CONTAINS: Operator = (_, left, right) => `contains(${lower(left.sql)}, ${lowered(right)})`;
const CONTAINS_CS: Operator = (_, left, right) => `contains(${left.sql}, ${right.sql})`;
const STARTS: Operator = (_, left, right) => `starts_with(${lower(left.sql)}, ${lowered(right)})`;
const STARTS_CS: Operator = (_, left, right) => `starts_with(${left.sql}, ${right.sql})`;
const ENDS: Operator = (_, left, right) => `ends_with(${lower(left.sql)}, ${lowered(right)})`;
const ENDS_CS: Operator = (_, left, right) => `ends_with(${left.sql}, ${right.sql})`;
const EQUAL_TILDE: Operator = (_, left, right) => `(${lower(left.sql)} = ${lowered(right)})`;

/** String operators by the kind of their node; the negated ones carry `Not`. */
const OPERATORS: Readonly<Record<string, Operator>> = {
	HasExpression: termMatch(false, "both"),
	HasCsExpression: termMatch(true, "both"),
	HasPrefixExpression: termMatch(false, "prefix"),
	HasPrefixCsExpression: termMatch(true, "prefix"),
	HasSuffixExpression: termMatch(false, "suffix"),
	HasSuffixCsExpression: termMatch(true, "suffix"),
	ContainsExpression: CONTAINS,
	ContainsCsExpression: CONTAINS_CS,
	StartsWithExpression: STARTS,
	StartsWithCsExpression: STARTS_CS,
	EndsWithExpression: ENDS,
	EndsWithCsExpression: ENDS_CS,
	EqualTildeExpression: EQUAL_TILDE,
	MatchesRegexExpression: (_, left, right) => `regexp_matches(${left.sql}, ${right.sql})`,
};

const NEGATED: Readonly<Record<string, string>> = {
	NotHasExpression: "HasExpression",
	NotHasCsExpression: "HasCsExpression",
	NotHasPrefixExpression: "HasPrefixExpression",
	NotHasPrefixCsExpression: "HasPrefixCsExpression",
	NotHasSuffixExpression: "HasSuffixExpression",
	NotHasSuffixCsExpression: "HasSuffixCsExpression",
	NotContainsExpression: "ContainsExpression",
	NotContainsCsExpression: "ContainsCsExpression",
	NotStartsWithExpression: "StartsWithExpression",
	NotStartsWithCsExpression: "StartsWithCsExpression",
	NotEndsWithExpression: "EndsWithExpression",
	NotEndsWithCsExpression: "EndsWithCsExpression",
	BangTildeExpression: "EqualTildeExpression",
};

export function isStringOperator(kind: string): boolean {
	return kind in OPERATORS || kind in NEGATED;
}

export function stringOperator(
	context: Context,
	node: SyntaxElement,
	kind: string,
	a: Scalar,
	b: Scalar,
): Scalar {
	const positive = NEGATED[kind] ?? kind;
	const operator = OPERATORS[positive] ?? context.unsupported(node);
	const sql = operator(context, toText(context, a), toText(context, b));
	return { sql: positive === kind ? sql : `(NOT ${sql})`, type: "bool" };
}
