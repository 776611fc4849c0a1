import { enumName, kusto, toArray } from "./kusto";

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

/**
 * Splits a query into classified spans, by the parser's own classification without a schema. The spans' texts
 * put together are the query, exactly. Never throws for what the query says.
 */
export function highlight(kql: string): HighlightSpan[] {
	const { Editor, GlobalState } = kusto();
	const service = new Editor.KustoCodeService.$ctor1(kql, GlobalState.Default);
	const spans: HighlightSpan[] = [];
	let position = 0;
	const plain = (end: number) => {
		if (end > position) spans.push({ text: kql.slice(position, end), kind: "plain" });
	};
	for (const { Kind, Start, Length } of toArray(service.GetClassifications(0, kql.length).Classifications)) {
		if (Start < position || Length <= 0) continue;
		plain(Start);
		const text = kql.slice(Start, Start + Length);
		spans.push({ text, kind: KINDS[enumName(Editor.ClassificationKind, Kind)] ?? "plain" });
		position = Start + Length;
	}
	plain(kql.length);
	return spans;
}
