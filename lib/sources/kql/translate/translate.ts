import type { SyntaxElement } from "@/lib/sources/kql/kusto";
import { type ParsedQuery, parseQuery, type QueryProblem } from "@/lib/sources/kql/parser";
import { items, kindOf, parameters, part, textOf, walk } from "@/lib/sources/kql/syntax";
import type { KustoType, TableSchema } from "@/lib/sources/kql/tables";
import {
	Context,
	Environment,
	type Relation,
	refusal,
	type Scalar,
	type Scope,
	type TranslateOptions,
} from "./context";
import { expression } from "./expressions";
import { relation } from "./query";
import { withTimeAliases } from "./sources";
import { declareStatements } from "./statements";

export interface TranslatedQuery {
	/** One SELECT over views `workspace.<Table>`, whose columns are typed as `types.ts` says. */
	readonly sql: string;
	readonly columns: readonly { readonly name: string; readonly type: KustoType }[];
	/** Names of the tables the query reads. */
	readonly tables: readonly string[];
}

/**
 * Translates a KQL query into DuckDB's SQL.
 *
 * @throws AppError `query_refused` with the place, for what is no KQL, what does not fit the tables, and what
 * this engine does not have; `details.kind` says which (`syntax`, `semantic`, `unsupported`).
 */
export function translate(text: string, options: TranslateOptions): TranslatedQuery {
	return translated(text, options).query;
}

/**
 * Where in its text a query calls `helper`, a function of the engine's own; null where it does so in several places.
 * `text` is one that {@link translate} accepts.
 */
export function placeOfHelper(
	text: string,
	options: TranslateOptions,
	helper: string,
): { readonly position: number; readonly token: string } | null {
	const { introduced } = translated(text, options, helper).translation;
	const [first] = introduced;
	if (!first || introduced.some(({ TextStart }) => TextStart !== first.TextStart)) return null;
	return { position: first.TextStart, token: textOf(first) };
}

function translated(text: string, options: TranslateOptions, watch?: string) {
	let tables = options.tables;
	let parsed = parseQuery(text, tables);
	if (parsed.problems.some(({ code, token }) => code === "KS142" && isTimeName(token))) {
		// A query written for Defender, whose tables have Timestamp where Sentinel's have TimeGenerated, or the other way round.
		tables = tables.map(withTimeAliases);
		parsed = parseQuery(text, tables);
	}
	const missing = fuzzyOperands(parsed);
	const [problem] = parsed.problems.filter((found) => !within(found, missing));
	if (problem) throw refusal(text, problem.message, problem.position, problem.token, problem.kind);
	const translation = new Translation(text, { ...options, tables }, options.tables, missing, watch);
	const scope: Scope = { environment: new Environment(null), columns: new Map(), serialized: false };
	const query = declareStatements(translation, items(parsed.syntax, "Statements"), scope);
	if (!query) throw refusal(text, "There is no query here.", 0, "", "syntax");
	const result = translation.bounded(query, translation.relation(query, scope));
	return {
		translation,
		query: {
			sql: result.sql,
			columns: result.columns.map(({ name, type }) => ({ name, type })),
			tables: [...translation.tablesRead],
		} satisfies TranslatedQuery,
	};
}

class Translation extends Context {
	readonly #stored: readonly TableSchema[];
	readonly #missing: readonly SyntaxElement[];
	readonly #watch: string | undefined;
	/** Where the SQL of the function that is watched came in, without what only passes it on. */
	readonly introduced: SyntaxElement[] = [];
	#passedOn = false;

	constructor(
		text: string,
		options: TranslateOptions,
		stored: readonly TableSchema[],
		missing: readonly SyntaxElement[],
		watch: string | undefined,
	) {
		super(text, options);
		this.#stored = stored;
		this.#missing = missing;
		this.#watch = watch;
	}

	expression = (node: SyntaxElement, scope: Scope): Scalar =>
		this.#watched(node, () => this.nested(node, () => expression(this, node, scope)));

	relation = (node: SyntaxElement, scope: Scope): Relation =>
		this.#watched(node, () => this.nested(node, () => relation(this, node, scope)));

	#watched<T extends { readonly sql: string }>(node: SyntaxElement, build: () => T): T {
		if (this.#watch === undefined) return build();
		const outer = this.#passedOn;
		this.#passedOn = false;
		const built = build();
		const holds = built.sql.includes(`${this.#watch}(`);
		const kind = kindOf(node);
		if (holds && !this.#passedOn && kind !== "NameReference") {
			this.introduced.push(this.inText(kind === "PipeExpression" ? part(node, "Operator") : node));
		}
		this.#passedOn = outer || holds;
		return built;
	}

	storedSchema(table: string): TableSchema | undefined {
		return this.#stored.find((candidate) => candidate.name === table);
	}

	unresolved(node: SyntaxElement): boolean {
		return this.#missing.includes(node);
	}
}

/** As it is written in a query, which may quote it: `['Timestamp']`. */
function isTimeName(token: string): boolean {
	return /^(?:\[?['"])?(TimeGenerated|Timestamp)(?:['"]\]?)?$/.test(token);
}

/** Operands of `union isfuzzy=true` whose source does not exist: the service leaves them out. */
function fuzzyOperands(parsed: ParsedQuery): SyntaxElement[] {
	const operands: SyntaxElement[] = [];
	walk(parsed.syntax, (node) => {
		if (kindOf(node) !== "UnionOperator") return;
		const fuzzy = parameters(node).get("isfuzzy");
		if (!fuzzy || !/^(true|1)$/i.test(textOf(fuzzy))) return;
		for (const operand of items(node, "Expressions")) {
			const source = firstName(operand);
			if (source && !source.ReferencedSymbol) operands.push(operand);
		}
	});
	return operands;
}

function firstName(node: SyntaxElement): SyntaxElement | null {
	if (kindOf(node) === "NameReference") return node;
	for (let index = 0; index < node.ChildCount; index++) {
		const child = node.GetChild(index);
		if (child && !child.IsToken) return firstName(child);
	}
	return null;
}

function within(problem: QueryProblem, nodes: readonly SyntaxElement[]): boolean {
	return nodes.some((node) => problem.position >= node.TextStart && problem.position < node.End);
}
