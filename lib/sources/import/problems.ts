/**
 * One thing wrong with a file. For CSV and JSON the place is in the original text: lines from 1, columns from 1 in
 * UTF-16 units, as editors count. For Parquet it is the row's and the column's number in the file.
 */
export interface ImportProblem {
	readonly line: number;
	readonly column: number;
	/** Name of the column of the table, or null when the row as a whole is meant. */
	readonly field: string | null;
	readonly message: string;
}

/** How many problems are told one by one; the others are only counted. */
export const PROBLEMS_SHOWN = 100;

export class ProblemList {
	readonly shown: ImportProblem[] = [];
	total = 0;

	add(...problems: readonly ImportProblem[]): void {
		this.total += problems.length;
		this.shown.push(...problems.slice(0, PROBLEMS_SHOWN - this.shown.length));
	}
}

/** A value for a message: in quotes, on one line, cut at 80 characters. */
export function shorten(value: string): string {
	const line = value.replace(/\s+/g, " ");
	return `"${line.length > 80 ? `${line.slice(0, 80)}…` : line}"`;
}
