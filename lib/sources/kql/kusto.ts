import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import vm from "node:vm";

/**
 * The few shapes of Microsoft's `@kusto/language-service-next` that this folder uses. The package's own
 * declarations (1.7 MB of generated globals) name the .NET class library, not JavaScript values.
 */
export interface SyntaxElement {
	readonly Kind: number;
	readonly ChildCount: number;
	readonly TextStart: number;
	readonly End: number;
	readonly Width: number;
	readonly IsToken: boolean;
	GetChild(index: number): SyntaxElement | null;
	ToString(includeTrivia: number): string;
	/** Tokens only. */
	readonly Text?: string;
	readonly ValueText?: string;
	/** Expressions only; null or undefined where the binder gave none. */
	readonly ResultType?: TypeSymbol | null;
	readonly ReferencedSymbol?: KustoSymbol | null;
	readonly LiteralValue?: unknown;
	GetCalledFunctionBody?(): SyntaxElement | null;
	GetCalledFunctionDiagnostics?(): List<Diagnostic> | null;
}

export interface KustoSymbol {
	readonly Kind: number;
	readonly Name: string;
}

export interface ColumnSymbol extends KustoSymbol {
	readonly Type: TypeSymbol;
	/** The expression whose value the column holds, where it was computed. */
	readonly Source: SyntaxElement | null;
	readonly OriginalColumns: List<ColumnSymbol> | null;
}

export interface TypeSymbol extends KustoSymbol {
	readonly Columns?: List<ColumnSymbol> | null;
}

export interface List<T> {
	readonly Count: number;
	getItem(index: number): T;
}

export interface Diagnostic {
	readonly Code: string;
	readonly Severity: string;
	readonly Message: string;
	readonly Start: number;
	readonly Length: number;
}

export interface GlobalState {
	WithDatabase(database: unknown): GlobalState;
}

interface KustoCode {
	readonly Syntax: SyntaxElement;
	GetDiagnostics(): List<Diagnostic>;
	GetSyntaxDiagnostics(): List<Diagnostic>;
}

type Constructor<Args extends readonly unknown[], Value = unknown> = new (...args: Args) => Value;
type Enumeration = Readonly<Record<string, unknown>>;

export interface KustoLanguage {
	readonly GlobalState: { readonly Default: GlobalState };
	readonly KustoCode: {
		ParseAndAnalyze(text: string, globals: GlobalState): KustoCode;
		Parse(text: string): KustoCode;
	};
	readonly Syntax: { readonly SyntaxKind: Enumeration };
	readonly Symbols: {
		readonly SymbolKind: Enumeration;
		readonly ScalarTypes: Readonly<Record<string, TypeSymbol>>;
		readonly ColumnSymbol: Constructor<readonly [string, TypeSymbol, null, null, null, null], ColumnSymbol>;
		readonly TableSymbol: { readonly $ctor4: Constructor<readonly [string, readonly ColumnSymbol[]]> };
		readonly DatabaseSymbol: {
			readonly $ctor1: Constructor<readonly [string, readonly unknown[], boolean?]>;
		};
	};
	readonly Editor: {
		readonly ClassificationKind: Enumeration;
		readonly KustoCodeService: {
			readonly $ctor1: Constructor<
				readonly [string, GlobalState],
				{
					GetClassifications(
						start: number,
						length: number,
					): { readonly Classifications: List<{ Kind: number; Start: number; Length: number }> };
				}
			>;
		};
	};
}

let loaded: KustoLanguage | undefined;

/** Loads the parser on first use: about 0.2 s and 50 MB. It defines the globals `Bridge`, `System`, `Kusto`. */
export function kusto(): KustoLanguage {
	// A bundle may hold several copies of this module, but the scripts can be run only once in a process.
	loaded ??= (globalThis as { Kusto?: { Language: KustoLanguage } }).Kusto?.Language;
	if (loaded) return loaded;
	// Resolved from the working directory, not from import.meta.url: a bundler rewrites the latter.
	const require = createRequire(path.join(/* turbopackIgnore: true */ process.cwd(), "package.json"));
	const directory = path.dirname(require.resolve("@kusto/language-service-next/package.json"));
	for (const file of ["bridge.min.js", "Kusto.Language.Bridge.min.js"]) {
		// A plain `require` of the package fails: its files are scripts that meet through globals.
		vm.runInThisContext(readFileSync(path.join(/* turbopackIgnore: true */ directory, file), "utf8"), {
			filename: file,
		});
	}
	loaded = (globalThis as unknown as { Kusto: { Language: KustoLanguage } }).Kusto.Language;
	return loaded;
}

const names = new Map<Enumeration, Map<number, string>>();

/** The name of a member of one of the library's enumerations. */
export function enumName(enumeration: Enumeration, value: number): string {
	let byValue = names.get(enumeration);
	if (!byValue) {
		byValue = new Map();
		for (const [name, member] of Object.entries(enumeration)) {
			if (typeof member === "number" && !byValue.has(member)) byValue.set(member, name);
		}
		names.set(enumeration, byValue);
	}
	return byValue.get(value) ?? String(value);
}

export function toArray<T>(list: List<T> | null | undefined): T[] {
	return list ? Array.from({ length: list.Count }, (_, index) => list.getItem(index)) : [];
}
