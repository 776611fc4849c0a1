import type { KustoType, TableSchema } from "@/lib/sources/kql/tables";
import { type Diagnostic, type GlobalState, kusto, type SyntaxElement, toArray } from "./kusto";
import { MAX_BRACKETS, tooDeepAt, tooLargeAt } from "./scan";

/** Something wrong in a query. Lines and columns count from 1, `position` from 0 in UTF-16 units. */
export interface QueryProblem {
	readonly kind: "syntax" | "semantic";
	/** Microsoft's diagnostic code, such as KS142. */
	readonly code: string;
	readonly message: string;
	readonly line: number;
	readonly column: number;
	readonly position: number;
	/** The text the problem points at. */
	readonly token: string;
}

export interface ParsedQuery {
	readonly text: string;
	readonly syntax: SyntaxElement;
	readonly problems: readonly QueryProblem[];
}

const SCALAR_TYPES: Readonly<Record<KustoType, string>> = {
	bool: "Bool",
	datetime: "DateTime",
	decimal: "Decimal",
	dynamic: "Dynamic",
	guid: "Guid",
	int: "Int",
	long: "Long",
	real: "Real",
	string: "String",
	timespan: "TimeSpan",
};

/**
 * "A value of type X expected" (KS107) and its kin: the binder is stricter there than the service, which
 * converts. The translator decides such cases itself.
 */
const STRICTER_THAN_THE_SERVICE = new Set(["KS107"]);

/**
 * Parses `text` with Microsoft's parser and binds its names to `tables`. Never throws for what the text says. What is
 * nested too deeply is not parsed at all: it would keep this process busy for as long as it likes.
 */
export function parseQuery(text: string, tables: readonly TableSchema[]): ParsedQuery {
	const tooDeep = depthProblem(text);
	if (tooDeep) return unparsed(text, tooDeep);
	const code = kusto().KustoCode.ParseAndAnalyze(text, globalsFor(tables));
	const syntaxErrors = new Set(toArray(code.GetSyntaxDiagnostics()).map(key));
	const problems = toArray(code.GetDiagnostics())
		.filter((found) => found.Severity === "Error" && !STRICTER_THAN_THE_SERVICE.has(found.Code))
		.map((found) => problem(text, found, syntaxErrors.has(key(found)) ? "syntax" : "semantic"));
	return { text, syntax: code.Syntax, problems };
}

/** Parses without binding: only the problems of grammar. */
export function parseSyntax(text: string): ParsedQuery {
	const tooDeep = depthProblem(text);
	if (tooDeep) return unparsed(text, tooDeep);
	const code = kusto().KustoCode.Parse(text);
	return {
		text,
		syntax: code.Syntax,
		problems: toArray(code.GetSyntaxDiagnostics())
			.filter((found) => found.Severity === "Error")
			.map((found) => problem(text, found, "syntax")),
	};
}

/**
 * The problem of a query that no parser here is given, or null: its brackets are nested too deeply, or its let
 * statements mention each other too often.
 */
export function depthProblem(text: string): QueryProblem | null {
	const deep = tooDeepAt(text);
	const large = deep === null ? tooLargeAt(text) : null;
	const position = deep ?? large;
	if (position === null) return null;
	return {
		kind: "syntax",
		code: deep === null ? "too_large" : "too_deep",
		message:
			deep === null
				? "This let statement becomes too large when those that it mentions are written out."
				: `The brackets are nested more than ${MAX_BRACKETS} deep.`,
		...locate(text, position),
		position,
		token: deep === null ? "let" : text.charAt(position),
	};
}

function unparsed(text: string, problem: QueryProblem): ParsedQuery {
	return { text, syntax: kusto().KustoCode.Parse("").Syntax, problems: [problem] };
}

/** Line and column (from 1) of an offset. */
export function locate(text: string, position: number): { line: number; column: number } {
	const before = text.slice(0, position);
	const lineStart = before.lastIndexOf("\n") + 1;
	return { line: before.split("\n").length, column: position - lineStart + 1 };
}

/** How many views of the workspace are kept: as its tables are, with the other names of time, and the known ones. */
const KEPT_GLOBALS = 4;
const bound = new Map<string, GlobalState>();

/** The parser's view of the workspace; kept, since tables change only when data is imported. */
export function globalsFor(tables: readonly TableSchema[]): GlobalState {
	const identity = JSON.stringify(tables);
	const known = bound.get(identity);
	if (known) {
		bound.delete(identity);
		bound.set(identity, known);
		return known;
	}
	const { GlobalState, Symbols } = kusto();
	const symbols = tables.map(
		(table) =>
			new Symbols.TableSymbol.$ctor4(
				table.name,
				table.columns.map((column) => {
					const type = Symbols.ScalarTypes[SCALAR_TYPES[column.type]];
					if (!type) throw new TypeError(`unknown column type ${column.type}`);
					return new Symbols.ColumnSymbol(column.name, type, null, null, null, null);
				}),
			),
	);
	const globals = GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.$ctor1("Workspace", symbols));
	bound.set(identity, globals);
	const [oldest] = bound.keys();
	if (bound.size > KEPT_GLOBALS && oldest !== undefined) bound.delete(oldest);
	return globals;
}

function key(found: Diagnostic): string {
	return `${found.Code}@${found.Start}+${found.Length}`;
}

function problem(text: string, found: Diagnostic, kind: QueryProblem["kind"]): QueryProblem {
	return {
		kind,
		code: found.Code,
		message: found.Message,
		...locate(text, found.Start),
		position: found.Start,
		token: text.slice(found.Start, found.Start + found.Length),
	};
}
