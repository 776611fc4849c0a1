import { readManifest } from "@/lib/sources/files/store";
import { planImport } from "@/lib/sources/import/plan";
import { type ImportProblem, ProblemList } from "@/lib/sources/import/problems";
import type { ImportFormat } from "@/lib/sources/import/source";
import type { ColumnSchema } from "@/lib/sources/kql/tables";

/** Rows an inspection looks at. */
export const INSPECTED_ROWS = 200;

export interface Inspection {
	readonly format: ImportFormat;
	/** The tables its first rows belong to, with the columns the product does not know. */
	readonly tables: readonly { readonly table: string; readonly added: readonly ColumnSchema[] }[];
	/** How many rows were looked at, at most {@link INSPECTED_ROWS}. */
	readonly rowsLooked: number;
	/** What is wrong in these rows. */
	readonly problems: readonly ImportProblem[];
	/** True when the workspace holds the sample, which an import has to replace. */
	readonly replacesSample: boolean;
}

/**
 * Looks at the start of a file on disk without changing anything: what an import would make of it.
 * @throws AppError `invalid_input` as {@link importFile} would for the file as a whole.
 */
export async function inspectImport(options: {
	readonly directory: string;
	/** A path. */
	readonly file: string;
	readonly fileName: string;
	readonly table?: string | undefined;
	readonly signal?: AbortSignal | undefined;
}): Promise<Inspection> {
	const manifest = await readManifest(options.directory);
	const plan = await planImport({
		path: options.file,
		fileName: options.fileName,
		table: options.table,
		present: manifest?.sample === false ? manifest.tables : [],
		limit: INSPECTED_ROWS,
		signal: options.signal,
	});
	const problems = new ProblemList();
	let rowsLooked = 0;
	for await (const { row, layout } of plan.rows()) {
		rowsLooked++;
		if (layout === null) {
			problems.add({
				line: row.line,
				column: row.column,
				field: null,
				message: row.refused ?? "the row names no table",
			});
			continue;
		}
		const converted = layout.convert(row);
		if (!converted.ok) problems.add(...converted.problems);
	}
	return {
		format: plan.format,
		tables: [...plan.layouts.values()].map((layout) => ({ table: layout.table, added: layout.added })),
		rowsLooked,
		problems: problems.shown,
		replacesSample: manifest?.sample === true,
	};
}
