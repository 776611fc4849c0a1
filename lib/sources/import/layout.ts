import { AppError } from "@/lib/core/errors";
import type { Cell } from "@/lib/sources/files/part-writer";
import { columnName, nameKey, presentColumns, requiredColumns } from "@/lib/sources/import/columns";
import { DateEvidence } from "@/lib/sources/import/dates";
import { TypeGuess, widen } from "@/lib/sources/import/infer";
import { MAX_COLUMN_NAME, MOST_COLUMNS } from "@/lib/sources/import/limits";
import type { ImportProblem } from "@/lib/sources/import/problems";
import type { HeaderField, SourceRow, TextPlace } from "@/lib/sources/import/source";
import { type DateOrder, Misfit, readValue, shownOrder } from "@/lib/sources/import/values";
import type { ColumnSchema, KustoType, TableSchema } from "@/lib/sources/kql/tables";

/** Which column of the table a name of the file goes to. */
interface Target {
	readonly index: number;
	readonly name: string;
	/** Null while the type is still being found out. */
	type: KustoType | null;
	/** Why no row with this name can be taken. */
	readonly fault?: string;
}

/** A date came up whose order only the whole file shows, and its rows had not been gone through for that. */
export class UnsurveyedDateError extends Error {}

/** A row as the workspace stores it, its cells in the order of the columns, or every reason it cannot be. */
export type Converted =
	| { readonly ok: true; readonly cells: readonly Cell[] }
	| { readonly ok: false; readonly problems: readonly ImportProblem[] };

/**
 * How the rows of one table in a file become rows of the workspace. Columns the table has keep their type; others
 * are added, typed by {@link TableLayout.survey}, which must then see every row before the first is converted.
 */
export class TableLayout {
	readonly #columns: { name: string; type: KustoType | null }[];
	/** By their names in lower case. */
	readonly #indexes = new Map<string, number>();
	readonly #known: number;
	readonly #guesses = new Map<number, TypeGuess>();
	/** Columns of earlier imports, whose type was found from rows then and may turn out too narrow now. */
	readonly #loose: ReadonlySet<number>;
	readonly #targets = new Map<readonly string[] | string, readonly Target[]>();
	readonly #seen = new Set<number>();
	/** What the dates of each column say of how they are written. */
	readonly #dates = new Map<number, DateEvidence>();
	#dateOrder: DateOrder | null = null;
	#surveyed = false;
	#timeIndex = -1;
	#typeIndex = -1;

	constructor(
		readonly table: string,
		readonly textual: boolean,
		present: readonly TableSchema[],
	) {
		const fixed = new Set(presentColumns(table, []).map(({ name }) => name));
		this.#columns = presentColumns(table, present).map(({ name, type }) => ({ name, type }));
		for (const [index, { name }] of this.#columns.entries()) this.#indexes.set(name.toLowerCase(), index);
		this.#known = this.#columns.length;
		this.#loose = new Set(this.#columns.flatMap(({ name }, index) => (fixed.has(name) ? [] : [index])));
	}

	/** Takes the columns of a header; where the file gives types itself (Parquet) they hold. */
	declare(header: readonly HeaderField[]): void {
		const targets = this.#targetsOf(header.map((field) => field.name));
		for (const [index, target] of targets.entries()) {
			const type = header[index]?.type;
			if (type !== undefined && target.index >= this.#known && target.type === null) target.type = type;
			this.#seen.add(target.index);
			const column = this.#columns[target.index];
			if (column && column.type === null && type !== undefined) column.type = type;
		}
	}

	/** True when a column's type is to be found from the rows. */
	get needsSurvey(): boolean {
		return (
			!this.textual ||
			this.#columns.some((column) => column.type === null) ||
			[...this.#loose].some((index) => this.#seen.has(index))
		);
	}

	/** Learns columns and their types from a row. */
	survey(row: SourceRow): void {
		for (const [index, target] of this.#targetsOf(row.keys).entries()) {
			if (target.fault !== undefined) continue;
			const added = target.index >= this.#known;
			const value = row.values[index];
			if (value !== null && value !== "") this.#seen.add(target.index);
			this.#seeDate(target.index, value, () => row.place(index));
			if (!added && !this.#loose.has(target.index)) continue;
			const type = row.types?.get(row.keys[index] ?? "");
			const column = this.#columns[target.index];
			// What the file says of a new column holds; rows of another answer may still say otherwise.
			if (added && column && type !== undefined) column.type = widen(column.type ?? type, type);
			const guess = this.#guesses.get(target.index) ?? new TypeGuess();
			this.#guesses.set(target.index, guess);
			guess.see(value, row.textual ?? this.textual);
		}
		if (row.envelopeTime !== undefined) {
			const time = this.#indexes.get("timegenerated") ?? -1;
			this.#seen.add(time);
			this.#seeDate(time, row.envelopeTime, () => row);
		}
		this.#surveyed = true;
	}

	#seeDate(index: number, value: unknown, place: () => TextPlace): void {
		const type = this.#columns[index]?.type;
		if (type !== "datetime" && type !== null && !this.#loose.has(index)) return;
		if (typeof value !== "string" || !value.includes("/")) return;
		const evidence = this.#dates.get(index) ?? new DateEvidence();
		this.#dates.set(index, evidence);
		evidence.see(value, this.#columns[index]?.name ?? "", place);
	}

	/** What the dates in its columns of dates say; once the types are settled. */
	get dates(): DateEvidence {
		const all = new DateEvidence();
		for (const [index, evidence] of this.#dates) {
			if (this.#columns[index]?.type === "datetime") all.add(evidence);
		}
		return all;
	}

	/** Has dates such as 5/11/2026 read this way. */
	readDates(order: DateOrder | null): void {
		this.#dateOrder = order;
	}

	/** Fixes the types; names the columns of earlier imports that have to become wider for this one. */
	settle(): ColumnSchema[] {
		const widened: ColumnSchema[] = [];
		for (const [index, guess] of this.#guesses) {
			const column = this.#columns[index];
			if (column === undefined) continue;
			if (index >= this.#known) column.type ??= guess.type ?? "string";
			else if (guess.type !== null && column.type !== null) {
				// Text in the table takes anything, and a column without values here asks for nothing.
				const wide =
					column.type === "string" || column.type === "dynamic"
						? column.type
						: widen(column.type, guess.type);
				if (wide !== column.type) widened.push({ name: column.name, type: wide });
				column.type = wide;
			}
		}
		for (const column of this.#columns) column.type ??= "string";
		this.#timeIndex = this.#columns.findIndex(({ name }) => name === "TimeGenerated");
		this.#typeIndex = this.#columns.findIndex(({ name }) => name === "Type");
		for (const targets of this.#targets.values()) {
			for (const target of targets) target.type = this.#columns[target.index]?.type ?? "string";
		}
		return widened;
	}

	get columns(): readonly ColumnSchema[] {
		return this.#columns.map(({ name, type }) => ({ name, type: type ?? "string" }));
	}

	/** Columns of the file the product does not know. */
	get added(): readonly ColumnSchema[] {
		return this.columns.slice(this.#known);
	}

	/** Columns the table cannot do without and the file does not have. */
	get missing(): readonly string[] {
		return requiredColumns(this.table).filter((name) => {
			const index = this.#columns.findIndex((column) => column.name === name);
			return !this.#seen.has(index);
		});
	}

	/**
	 * Reads a row's values as the types of their columns.
	 * @throws UnsurveyedDateError for a date that can be read in two ways when the rows were not surveyed
	 */
	convert(row: SourceRow): Converted {
		const targets = this.#targetsOf(row.keys);
		const cells = new Array<Cell>(this.#columns.length).fill(null);
		const problems: ImportProblem[] = [];
		for (let index = 0; index < targets.length; index++) {
			const target = targets[index] as Target;
			const value = row.values[index];
			const raw = row.raw === undefined || row.textual ? undefined : () => row.raw?.(index) ?? "";
			if (target.type === "datetime") this.#checkSurveyed(value);
			const cell =
				target.fault === undefined
					? readValue(value, target.type ?? "string", raw, this.#dateOrder ?? "month-first")
					: new Misfit(target.fault);
			if (cell instanceof Misfit) {
				problems.push({ ...row.place(index), field: target.name || null, message: cell.message });
			} else if (cell !== null) cells[target.index] = cell;
		}
		if (this.#typeIndex !== -1) cells[this.#typeIndex] ??= this.table;
		if (this.#timeIndex !== -1 && cells[this.#timeIndex] === null && problems.length === 0) {
			const time =
				row.envelopeTime === undefined
					? null
					: readValue(row.envelopeTime, "datetime", undefined, this.#dateOrder ?? "month-first");
			if (time !== null && !(time instanceof Misfit)) cells[this.#timeIndex] = time;
			else if (requiredColumns(this.table).includes("TimeGenerated")) {
				const index = targets.findIndex((target) => target.index === this.#timeIndex);
				const { line, column } = index === -1 ? row : row.place(index);
				problems.push({ line, column, field: "TimeGenerated", message: "the row has no time" });
			}
		}
		return problems.length === 0 ? { ok: true, cells } : { ok: false, problems };
	}

	#checkSurveyed(value: unknown): void {
		if (this.#surveyed || this.#dateOrder !== null || typeof value !== "string" || !value.includes("/"))
			return;
		if (shownOrder(value) !== null) throw new UnsurveyedDateError();
	}

	#tooMany(): AppError {
		return new AppError(
			"invalid_input",
			`The rows for ${this.table} have more than ${MOST_COLUMNS} different columns.`,
		);
	}

	#targetsOf(keys: readonly string[]): readonly Target[] {
		// The rows of CSV share one array of names; those of JSON have the same names in arrays of their own.
		const id = this.textual ? keys : keys.join("\n");
		const found = this.#targets.get(id);
		if (found) return found;
		const taken = new Set(keys.map(nameKey));
		const used = new Set<number>();
		const targets = keys.map((key): Target => {
			const name = columnName(key, taken);
			const lower = name.toLowerCase();
			if (name === "") return { index: -1, name, type: "string", fault: "a column has no name" };
			if (name.length > MAX_COLUMN_NAME) {
				const fault = `the name of the column is longer than ${MAX_COLUMN_NAME} characters`;
				return { index: -1, name: `${name.slice(0, 40)}…`, type: "string", fault };
			}
			let index = this.#indexes.get(lower);
			if (index === undefined) {
				index = this.#columns.push({ name, type: null }) - 1;
				this.#indexes.set(lower, index);
				if (index >= MOST_COLUMNS) throw this.#tooMany();
			}
			const column = this.#columns[index];
			const fault = used.has(index) ? { fault: `the column ${name} is there twice` } : {};
			used.add(index);
			return { index, name: column?.name ?? name, type: column?.type ?? null, ...fault };
		});
		if (this.#targets.size < MOST_COLUMNS) this.#targets.set(id, targets);
		return targets;
	}
}
