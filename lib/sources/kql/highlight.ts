import { KNOWN_TABLES } from "@/lib/sources/kql/tables";
import { requiredTables } from "./analyze";
import { enumName, kusto, toArray } from "./kusto";
import { depthProblem, globalsFor } from "./parser";
import { scanKql } from "./scan";

export type HighlightKind =
	| "keyword"
	| "operator"
	| "function"
	| "string"
	| "number"
	| "comment"
	| "table"
	| "column"
	| "punctuation"
	| "plain";

export interface HighlightSpan {
	readonly text: string;
	readonly kind: HighlightKind;
}

const KINDS: Readonly<Record<string, HighlightKind>> = {
	Comment: "comment",
	Punctuation: "punctuation",
	Directive: "keyword",
	Literal: "number",
	StringLiteral: "string",
	Type: "keyword",
	Column: "column",
	Table: "table",
	Database: "table",
	MaterializedView: "table",
	Function: "function",
	Parameter: "column",
	Variable: "column",
	QueryParameter: "keyword",
	ScalarOperator: "operator",
	MathOperator: "operator",
	QueryOperator: "keyword",
	Command: "keyword",
	Keyword: "keyword",
	Option: "keyword",
};

/** The parser's classification takes time that grows with the square of the length: longer queries get texts and comments. */
const MAX_CLASSIFIED = 16_000;

/**
 * Splits a query into classified spans, by the parser's own classification. The spans' texts put together
 * are the query, exactly. Tables are told by where they stand, so that unknown ones are too. Never throws for what the query says.
 */
export function highlight(kql: string): HighlightSpan[] {
	if (kql.length > MAX_CLASSIFIED || depthProblem(kql)) return scanned(kql);
	const { Editor } = kusto();
	const service = new Editor.KustoCodeService.$ctor1(kql, globalsFor(KNOWN_TABLES));
	const tables = new Set(requiredTables(kql));
	const spans: HighlightSpan[] = [];
	let position = 0;
	const plain = (end: number) => {
		const text = kql.slice(position, end);
		if (text !== "") spans.push({ text, kind: tables.has(text) ? "table" : "plain" });
	};
	for (const { Kind, Start, Length } of toArray(service.GetClassifications(0, kql.length).Classifications)) {
		if (Start < position || Length <= 0) continue;
		plain(Start);
		const text = kql.slice(Start, Start + Length);
		const kind = KINDS[enumName(Editor.ClassificationKind, Kind)] ?? "plain";
		spans.push({ text, kind: kind === "plain" && tables.has(text) ? "table" : kind });
		position = Start + Length;
	}
	plain(kql.length);
	return spans;
}

/** Without the parser. */
function scanned(kql: string): HighlightSpan[] {
	return scanKql(kql).map(({ kind, start, end }) => ({
		text: kql.slice(start, end),
		kind: kind === "code" ? "plain" : kind,
	}));
}
