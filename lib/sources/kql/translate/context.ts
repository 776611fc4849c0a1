import { AppError } from "@/lib/core/errors";
import type { SyntaxElement } from "@/lib/sources/kql/kusto";
import { locate } from "@/lib/sources/kql/parser";
import { kindOf, textOf } from "@/lib/sources/kql/syntax";
import type { KustoType, TableSchema } from "@/lib/sources/kql/tables";
import { quoteIdentifier } from "./sql";

/** A scalar KQL expression as SQL. Strings are never NULL; datetime and timespan are 100 ns ticks (BIGINT). */
export interface Scalar {
	readonly sql: string;
	readonly type: KustoType;
	/** The value, where the expression is a literal. Ticks for datetime and timespan, JSON text for dynamic. */
	readonly literal?: string | bigint | number | boolean | null;
}

export interface Column {
	readonly name: string;
	readonly type: KustoType;
	/** Quoted SQL identifier. */
	readonly sql: string;
}

/** A tabular KQL expression as a SELECT statement that yields exactly `columns`. */
export interface Relation {
	readonly sql: string;
	readonly columns: readonly Column[];
	/** True when KQL promises the order of rows, as after `sort`. */
	readonly serialized: boolean;
	/** The name a `union withsource=` shows. */
	readonly source?: string;
}

export type Binding =
	| { readonly kind: "scalar"; readonly value: Scalar }
	| { readonly kind: "table"; readonly relation: Relation }
	| { readonly kind: "function"; readonly environment: Environment; readonly declaration: SyntaxElement };

/** Lexical scope of `let` names and function parameters. */
export class Environment {
	readonly #parent: Environment | null;
	readonly #bindings = new Map<string, Binding>();

	constructor(parent: Environment | null) {
		this.#parent = parent;
	}

	declare(name: string, binding: Binding): void {
		this.#bindings.set(name, binding);
	}

	find(name: string): Binding | undefined {
		return this.#bindings.get(name) ?? this.#parent?.find(name);
	}
}

/** What an expression can see. */
export interface Scope {
	readonly environment: Environment;
	/** The columns of the row at hand, by their KQL name. */
	readonly columns: ReadonlyMap<string, Column>;
	readonly serialized: boolean;
}

export interface TranslateOptions {
	readonly tables: readonly TableSchema[];
	/** What `now()` yields, the same everywhere in the query. */
	readonly now: Date;
	/** Half-open interval that every table with a `TimeGenerated` is cut to. */
	readonly timespan?: { readonly from: Date; readonly to: Date } | undefined;
}

/** SQL longer than this is not a query somebody wrote but one that was blown up by nested names. */
const MAX_SQL_LENGTH = 16_000_000;
const MAX_DEPTH = 400;
/** Functions that call each other twice would be written out 2^n times. */
const MAX_STEPS = 100_000;

/** One translation. The methods that lead back into the tree are set by `translate.ts`, which knows them all. */
export abstract class Context {
	readonly text: string;
	readonly options: TranslateOptions;
	/** Tables read, in order of first mention. */
	readonly tablesRead = new Set<string>();
	readonly #spellings = new Map<string, Map<string, string>>();
	#fresh = 0;
	#depth = 0;
	/** Nodes translated so far, each time that a let statement is written out. */
	#steps = 0;
	/** The call in the query's own text whose function body is being translated. */
	#callSite: SyntaxElement | null = null;

	constructor(text: string, options: TranslateOptions) {
		this.text = text;
		this.options = options;
	}

	abstract expression: (node: SyntaxElement, scope: Scope) => Scalar;
	abstract relation: (node: SyntaxElement, scope: Scope) => Relation;
	/** A table's columns without those that only stand for another, as `Timestamp` for `TimeGenerated`. */
	abstract storedSchema(table: string): TableSchema | undefined;
	/** True for an operand of a fuzzy union that names what is not there. */
	abstract unresolved(node: SyntaxElement): boolean;

	/** A name for SQL's own use, which no KQL name can spell. */
	fresh(prefix: string): string {
		this.#fresh += 1;
		return `~${prefix}${this.#fresh}`;
	}

	/**
	 * The SQL identifier of a KQL column name. KQL tells `a` from `A`, DuckDB does not: the second spelling met
	 * gets a suffix.
	 */
	identifier(name: string): string {
		const folded = name.toLowerCase();
		let spellings = this.#spellings.get(folded);
		if (!spellings) {
			spellings = new Map();
			this.#spellings.set(folded, spellings);
		}
		let identifier = spellings.get(name);
		if (identifier === undefined) {
			identifier = name.startsWith("~") || spellings.size > 0 ? `~${spellings.size}~${name}` : name;
			spellings.set(name, identifier);
		}
		return quoteIdentifier(identifier);
	}

	column(name: string, type: KustoType): Column {
		return { name, type, sql: this.identifier(name) };
	}

	/** Runs `body` with positions pointing at `call`, since a function's expanded body has positions of its own. */
	inside<T>(call: SyntaxElement, body: () => T): T {
		const outer = this.#callSite;
		this.#callSite = outer ?? call;
		try {
			return body();
		} finally {
			this.#callSite = outer;
		}
	}

	/** The node as it stands in the query's own text: the call, for what is within a function's expanded body. */
	inText(node: SyntaxElement): SyntaxElement {
		return this.#callSite ?? node;
	}

	/** Guards against texts nested so deeply that the stack would give out. */
	nested<T>(node: SyntaxElement, body: () => T): T {
		this.#steps += 1;
		if (this.#steps > MAX_STEPS) {
			this.refuse(node, "This query becomes too large when its let statements are written out.");
		}
		if (this.#depth >= MAX_DEPTH) this.refuse(node, "This query is nested too deeply for the local engine.");
		this.#depth += 1;
		try {
			return body();
		} finally {
			this.#depth -= 1;
		}
	}

	/** Passes `sql` on unless names that mention each other have made it absurdly long. */
	bounded<T extends { readonly sql: string }>(node: SyntaxElement, value: T): T {
		if (value.sql.length > MAX_SQL_LENGTH) {
			this.refuse(node, "This query becomes too large when its let statements are written out.");
		}
		return value;
	}

	/** Refuses the query by name and position. */
	refuse(node: SyntaxElement, message: string): never {
		const at = this.inText(node);
		throw refusal(this.text, message, at.TextStart, textOf(at));
	}

	/** Refuses a part of the language this engine does not have. */
	unsupported(node: SyntaxElement, what: string = kindOf(node)): never {
		return this.refuse(node, `The local engine does not support ${what}.`);
	}
}

/** The error of a query this engine will not run. `details` carry what the Log Analytics wire shape wants. */
export function refusal(
	text: string,
	message: string,
	position: number,
	token: string,
	kind: "syntax" | "semantic" | "unsupported" = "unsupported",
): AppError {
	const place = locate(text, position);
	return new AppError("query_refused", message, {
		places: [{ ...place, message }],
		details: { kind, position, token: token.slice(0, 80) },
	});
}

export function columnMap(columns: readonly Column[]): ReadonlyMap<string, Column> {
	return new Map(columns.map((column) => [column.name, column]));
}

export function rowScope(relation: Relation, scope: Scope): Scope {
	return {
		environment: scope.environment,
		columns: columnMap(relation.columns),
		serialized: relation.serialized,
	};
}

/**
 * SQL that mentions each argument as often as it likes while the argument's own SQL stands there once: nested
 * functions would otherwise grow exponentially. Short arguments are simply repeated.
 */
export function once(
	context: Context,
	args: readonly Scalar[],
	build: (...refs: string[]) => string,
): string {
	if (args.every((arg) => arg.sql.length <= 64)) return build(...args.map((arg) => arg.sql));
	const row = quoteIdentifier(context.fresh("r"));
	const fields = args.map((arg, index) => `a${index} := ${arg.sql}`).join(", ");
	return `list_transform([struct_pack(${fields})], lambda ${row}: ${build(...args.map((_, index) => `${row}.a${index}`))})[1]`;
}
