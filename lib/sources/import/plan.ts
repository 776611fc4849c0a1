import { AppError } from "@/lib/core/errors";
import { checkHeader, guessTable, isTableName, tableNamed } from "@/lib/sources/import/columns";
import { DateEvidence } from "@/lib/sources/import/dates";
import { TableLayout } from "@/lib/sources/import/layout";
import { MOST_TABLES } from "@/lib/sources/import/limits";
import { openSource } from "@/lib/sources/import/open";
import type { ImportFormat, ImportSource, SourceRow } from "@/lib/sources/import/source";
import { type DateOrder, shownOrder } from "@/lib/sources/import/values";
import { type ColumnSchema, KNOWN_TABLES, type TableSchema } from "@/lib/sources/kql/tables";

export interface PlanOptions {
	readonly path: string;
	readonly fileName: string;
	readonly table: string | undefined;
	/** How dates such as 5/11/2026 are written, where nothing in the file shows it. */
	readonly dates?: DateOrder | undefined;
	/** Goes through all rows for how their dates are written, even where nothing else asks for that. */
	readonly surveyDates?: boolean;
	/** The tables of the workspace the rows are to join. */
	readonly present: readonly TableSchema[];
	readonly signal?: AbortSignal | undefined;
	readonly onProgress?:
		| ((phase: "surveying" | "reading", bytes: number, rowsRead: number) => void)
		| undefined;
}

/** A file whose tables and columns are settled. */
export interface PlannedImport {
	readonly format: ImportFormat;
	readonly layouts: ReadonlyMap<string, TableLayout>;
	/** Columns of earlier imports that have to become wider, by table. */
	readonly widened: ReadonlyMap<string, readonly ColumnSchema[]>;
	/** The rows, each with the table it goes to; null for a row that could not be read. */
	rows(): AsyncGenerator<{ readonly row: SourceRow; readonly layout: TableLayout | null }>;
}

/** How many rows of JSON may show which columns the file has, before its table is guessed. */
const ROWS_TO_GUESS_FROM = 200;

/**
 * Opens a file, finds out which table its rows belong to and which columns they add.
 * @throws AppError `invalid_input` when the table cannot be told or a required column is missing.
 */
export async function planImport(options: PlanOptions): Promise<PlannedImport> {
	const { fileName, present } = options;
	let phase: "surveying" | "reading" = "surveying";
	let rowsRead = 0;
	const source = await openSource({
		path: options.path,
		fileName,
		signal: options.signal,
		onBytes: (bytes) => options.onProgress?.(phase, bytes, rowsRead),
	});
	const layouts = new Map<string, TableLayout>();
	const layoutFor = (table: string) => {
		const name = tableNamed(table, present);
		if (!layouts.has(name) && layouts.size === MOST_TABLES) throw tooManyTables(fileName);
		const layout = layouts.get(name) ?? new TableLayout(name, source.textual, present);
		layouts.set(name, layout);
		return layout;
	};
	if (source.header) checkHeader(source.header, fileName);
	const only = await tableOfFile(source, options);
	const layoutOf = (row: SourceRow): TableLayout | null => {
		if (row.refused !== undefined) return null;
		const table = tableOfRow(row, options) ?? only;
		return table === null ? null : layoutFor(table);
	};
	if (source.header && only !== null) layoutFor(only).declare(source.header);
	if (
		source.header === null ||
		options.surveyDates ||
		[...layouts.values()].some((layout) => layout.needsSurvey) ||
		(await beginsWithDates(source))
	) {
		for await (const row of each(source)) {
			rowsRead++;
			layoutOf(row)?.survey(row);
		}
	}
	const widened = new Map([...layouts].map(([table, layout]) => [table, layout.settle()] as const));
	const dates = new DateEvidence();
	for (const layout of layouts.values()) dates.add(layout.dates);
	const order = dates.settle(options.dates, fileName);
	for (const layout of layouts.values()) layout.readDates(order);
	for (const layout of layouts.values()) {
		if (layout.missing.length > 0) throw missingColumns(layout, fileName, source.header !== null);
	}
	return {
		format: source.format,
		layouts,
		widened: new Map([...widened].filter(([, columns]) => columns.length > 0)),
		async *rows() {
			phase = "reading";
			rowsRead = 0;
			for await (const row of each(source)) {
				rowsRead++;
				yield { row, layout: layoutOf(row) };
			}
		},
	};
}

async function* each(source: ImportSource, limit = Number.POSITIVE_INFINITY): AsyncGenerator<SourceRow> {
	let count = 0;
	for await (const batch of source.rows()) {
		for (const row of batch) {
			if (++count > limit) return;
			yield row;
		}
	}
}

/** The table a row names itself: in its envelope, or in an answer that calls its rows by a table there is. */
function tableOfRow(row: SourceRow, { table, present }: PlanOptions): string | null {
	if (row.table !== undefined) return row.table;
	if (row.label === undefined || table !== undefined) return null;
	const label = row.label.toLowerCase();
	return [...KNOWN_TABLES, ...present].find(({ name }) => name.toLowerCase() === label)?.name ?? null;
}

/** Whether the first rows have dates that only the whole file shows how to read. */
async function beginsWithDates(source: ImportSource): Promise<boolean> {
	for await (const row of each(source, ROWS_TO_GUESS_FROM)) {
		if (row.values.some((value) => typeof value === "string" && shownOrder(value) !== null)) return true;
	}
	return false;
}

function tooManyTables(fileName: string): AppError {
	return new AppError("invalid_input", `${fileName} has rows for more than ${MOST_TABLES} tables.`, {
		remedy: "Split it, so that each file has fewer tables.",
	});
}

/** The table of the rows that name none themselves; null when every row looked at names its own. */
async function tableOfFile(source: ImportSource, options: PlanOptions): Promise<string | null> {
	if (options.table !== undefined) return tableNamed(options.table, options.present);
	let names = source.header?.map((field) => field.name) ?? null;
	if (names === null) {
		const keys = new Set<string>();
		const types = new Set<unknown>();
		let own = 0;
		for await (const row of each(source, ROWS_TO_GUESS_FROM)) {
			if (row.refused !== undefined || tableOfRow(row, options) !== null) continue;
			own++;
			for (const [index, key] of row.keys.entries()) {
				keys.add(key);
				if (key === "Type") types.add(row.values[index]);
			}
		}
		if (own === 0) return null;
		names = [...keys];
		const guess = guessTable(names, options.present);
		if (guess !== null) return guess;
		// Log Analytics writes the table of each row into it.
		const [type] = types;
		if (source.answer && types.size === 1 && typeof type === "string" && isTableName(type)) {
			return tableNamed(type, options.present);
		}
	}
	const guess = guessTable(names, options.present);
	if (guess !== null) return guess;
	throw new AppError(
		"invalid_input",
		`The columns of ${options.fileName} don't show which table they belong to.`,
		{
			places: [
				{
					file: options.fileName,
					field: "table",
					message: `columns: ${names.slice(0, 12).join(", ").slice(0, 200)}`,
				},
			],
			remedy: `Name the table (--table). Known are ${KNOWN_TABLES.map(({ name }) => name).join(", ")}. The result of a hunt is not the table it ran over: export the table's own rows, with TimeGenerated or Timestamp.`,
			details: { reason: "table" },
		},
	);
}

function missingColumns(layout: TableLayout, fileName: string, header: boolean): AppError {
	const { missing, table } = layout;
	return new AppError(
		"invalid_input",
		`${fileName} lacks ${missing.join(", ")}, without which ${table} cannot be used.`,
		{
			places: missing.map((field) => ({
				file: fileName,
				field,
				message: `${table} needs this column`,
				...(header ? { line: 1, column: 1 } : {}),
			})),
			remedy: "Export the table's rows with all of their columns.",
		},
	);
}
