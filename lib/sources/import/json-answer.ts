import { MAX_ROW_CHARACTERS } from "@/lib/sources/import/csv";
import { type JsonPiece, JsonText, tooLong } from "@/lib/sources/import/json-text";
import type { KustoType } from "@/lib/sources/kql/tables";

/** What an answer says of the rows that follow. */
export interface AnswerTable {
	/** As the answer calls it, which is mostly `PrimaryResult`. */
	name: string | null;
	/** The names of the values of a row that is a list; null while it is not known. */
	columns: readonly string[] | null;
	types: ReadonlyMap<string, KustoType>;
}

export interface AnswerPiece extends JsonPiece {
	readonly table: AnswerTable;
}

/** Members that hold a list of rows, or of tables with rows of their own; in lower case, as answers vary in it. */
export const ROW_LISTS: ReadonlySet<string> = new Set(["results", "records"]);
const TABLE_LIST = "tables";
const TABLE_ROWS = "rows";

interface Level {
	readonly kind: "answers" | "answer" | "tables" | "table" | "rows";
	/** What comes next in it. */
	expect: "item" | "colon" | "value" | "separator";
	key: string;
	readonly table: AnswerTable;
}

/**
 * Cuts the rows out of the answer of a service, however long it is: `{schema, results}` of Microsoft Graph,
 * `{Stats, Schema, Results}` of the Defender API before it, `{tables: [{name, columns, rows}]}` of Log Analytics,
 * and `{records}`. Several answers may follow one another.
 */
export class AnswerSplitter extends JsonText {
	readonly #levels: Level[] = [level("answers", emptyTable())];
	/** Why the answer itself says that it is not whole. */
	#cutOff: string | null = null;

	push(text: string): AnswerPiece[] {
		this.rest += text;
		return this.#cut(false);
	}

	end(): AnswerPiece[] {
		const pieces = this.#cut(true);
		const open = this.#top;
		if (!this.stopped && this.#levels.length > 1) {
			const close = open.kind === "answer" || open.kind === "table" ? "}" : "]";
			pieces.push(this.#problem(`the text ends where "${close}" is expected`));
		}
		if (this.#cutOff !== null) {
			pieces.push(this.#problem(`the service did not send all rows: ${this.#cutOff}`));
		}
		return pieces;
	}

	get #top(): Level {
		return this.#levels[this.#levels.length - 1] as Level;
	}

	#problem(problem: string): AnswerPiece {
		return { line: this.line, column: this.column, text: "", problem, table: this.#top.table };
	}

	#cut(final: boolean): AnswerPiece[] {
		const pieces: JsonPiece[] = [];
		const found: AnswerPiece[] = [];
		while (!this.stopped) {
			const { table } = this.#top;
			const more = this.#step(pieces, final);
			for (const piece of pieces.splice(0)) found.push({ ...piece, table });
			if (!more) break;
		}
		return found;
	}

	#step(pieces: JsonPiece[], final: boolean): boolean {
		this.skipBlank();
		if (this.rest === "") return false;
		const top = this.#top;
		const first = this.rest[0] as string;
		const inObject = top.kind === "answer" || top.kind === "table";
		const unexpected = (wanted: string) =>
			this.stop(pieces, `${JSON.stringify(first)} stands where ${wanted} is expected`);
		if (top.kind === "answers") {
			if (first !== "{") return unexpected("an answer");
			return this.#open("answer", emptyTable());
		}
		if (top.expect === "separator" || (top.expect === "item" && isClose(first))) {
			if (first === (inObject ? "}" : "]")) {
				this.advance(1);
				this.#levels.pop();
				return true;
			}
			if (first !== "," || top.expect === "item") return unexpected(inObject ? '"," or "}"' : '"," or "]"');
			this.advance(1);
			top.expect = "item";
			return true;
		}
		if (top.expect === "colon") {
			if (first !== ":") return unexpected('":"');
			this.advance(1);
			top.expect = "value";
			return true;
		}
		if (inObject && top.expect === "item") {
			if (first !== '"') return unexpected("a name in double quotes");
			const key = this.#take(pieces, final);
			if (key === null) return false;
			top.key = String(parsed(key) ?? "");
			top.expect = "colon";
			return true;
		}
		const key = top.key.toLowerCase();
		if (first === "[" && top.kind === "answer" && key === TABLE_LIST) return this.#open("tables", top.table);
		if (first === "[" && top.kind === "answer" && ROW_LISTS.has(key)) return this.#open("rows", top.table);
		if (first === "[" && top.kind === "table" && key === TABLE_ROWS) return this.#open("rows", top.table);
		if (first === "{" && top.kind === "tables") return this.#open("table", emptyTable());
		const at = { line: this.line, column: this.column };
		const text = this.#take(pieces, final);
		if (text === null) return false;
		top.expect = "separator";
		if (inObject) this.#note(top, key, text);
		else if (top.kind === "rows") pieces.push({ ...at, text });
		else pieces.push({ ...at, text: "", problem: "a table of the answer is not an object" });
		return true;
	}

	#open(kind: Level["kind"], table: AnswerTable): true {
		this.advance(1);
		this.#top.expect = this.#top.kind === "answers" ? "item" : "separator";
		this.#levels.push(level(kind, table));
		return true;
	}

	/** The text of the value that comes next; null when more is needed or nothing can be made of it. */
	#take(pieces: JsonPiece[], final: boolean): string | null {
		const end = this.scan(final);
		if (end === null) return null;
		const wrong =
			end > MAX_ROW_CHARACTERS
				? tooLong
				: end === 0
					? `${JSON.stringify(this.rest[0])} stands where a value is expected`
					: null;
		if (wrong !== null) {
			this.stop(pieces, wrong);
			return null;
		}
		const text = this.rest.slice(0, end);
		this.advance(end);
		return text;
	}

	/** Keeps what a member says of the rows; most say nothing of them. */
	#note({ kind, table }: Level, key: string, text: string): void {
		if (key === "error") this.#cutOff = errorText(parsed(text));
		else if (kind === "table" && (key === "name" || key === "tablename")) {
			const name = parsed(text);
			if (typeof name === "string") table.name = name;
		} else if (key === (kind === "table" ? "columns" : "schema")) {
			const columns = schemaOf(parsed(text));
			if (columns === null) return;
			if (kind === "table") table.columns = columns.map(({ name }) => name);
			table.types = new Map(columns.flatMap(({ name, type }) => (type ? [[name, type] as const] : [])));
		}
	}
}

function level(kind: Level["kind"], table: AnswerTable): Level {
	return { kind, expect: "item", key: "", table };
}

function emptyTable(): AnswerTable {
	return { name: null, columns: null, types: new Map() };
}

function isClose(char: string): boolean {
	return char === "}" || char === "]";
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** What an answer's own error says: its codes, from the outermost to the one that names the reason. */
export function errorText(error: unknown): string | null {
	const codes: string[] = [];
	let message = "";
	for (let at = error, steps = 0; steps < 8 && typeof at === "object" && at !== null; steps++) {
		const { code, message: said, innererror, innerError } = at as Record<string, unknown>;
		if (typeof code === "string" && code !== "") codes.push(code.slice(0, 80));
		if (typeof said === "string" && message === "") message = said.replace(/\s+/g, " ").slice(0, 200);
		at = innererror ?? innerError;
	}
	if (codes.length === 0 && message === "") return typeof error === "string" ? error.slice(0, 200) : null;
	return [codes.join(", "), message].filter((part) => part !== "").join(": ");
}

/** The type names of Kusto, of .NET (Graph and the older APIs) and of Kusto's first endpoint. */
const TYPES: Readonly<Record<string, KustoType>> = {
	bool: "bool",
	boolean: "bool",
	sbyte: "bool",
	datetime: "datetime",
	decimal: "decimal",
	dynamic: "dynamic",
	object: "dynamic",
	guid: "guid",
	int: "int",
	int32: "int",
	long: "long",
	int64: "long",
	real: "real",
	double: "real",
	string: "string",
	timespan: "timespan",
};

function schemaOf(value: unknown): { name: string; type: KustoType | undefined }[] | null {
	if (!Array.isArray(value)) return null;
	const found: { name: string; type: KustoType | undefined }[] = [];
	for (const column of value as unknown[]) {
		if (typeof column !== "object" || column === null) return null;
		const members = new Map(Object.entries(column).map(([key, member]) => [key.toLowerCase(), member]));
		const name = members.get("name") ?? members.get("columnname");
		const type = members.get("type") ?? members.get("columntype") ?? members.get("datatype");
		if (typeof name !== "string") return null;
		found.push({
			name,
			type: typeof type === "string" ? TYPES[type.toLowerCase().replace(/^system\./, "")] : undefined,
		});
	}
	return found;
}
