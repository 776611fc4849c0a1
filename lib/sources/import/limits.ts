import { AppError } from "@/lib/core/errors";

/** What one import may take. Where a limit is reached, the file is refused and nothing of it stays. */
export interface ImportLimits {
	/** Largest file, in bytes, whether or not its size was announced. */
	readonly fileBytes: number;
	/** Resident memory of the process that reads it, in MB. */
	readonly memoryMb: number;
	/** From the whole file being there to its rows being in the workspace, in milliseconds. */
	readonly timeMs: number;
	/** Each so many milliseconds {@link PACE_BYTES} of it have to come: while it comes, no other can be imported. */
	readonly paceMs: number;
}

/** A slow line brings a thousand times as many in half a minute. */
export const PACE_BYTES = 20_000;

/** What has to come in that time once another import was refused because of this one: two megabits a second. */
export const CONTESTED_PACE_BYTES = 8_000_000;

export const IMPORT_LIMITS: ImportLimits = {
	fileBytes: 8_000_000_000,
	memoryMb: 1_024,
	timeMs: 60 * 60_000,
	paceMs: 30_000,
};

/** What DuckDB may hold of it while it reads a Parquet file, in MB. */
export const PARQUET_MEMORY_MB = 256;

/** How a file is refused that outgrows the memory an import has. */
export function tooMuchMemory(fileName: string, memoryMb: number): AppError {
	const memory = `${memoryMb.toLocaleString("en")} MB`;
	return new AppError(
		"too_large",
		`${fileName} needs more memory than an import may use (${memory}); nothing was imported.`,
		{ remedy: "Export fewer rows or columns at a time, or split the file." },
	);
}

/** More tables than Defender and Sentinel stream from one tenant; each takes a buffer and an open file. */
export const MOST_TABLES = 100;

/** How deep JSON may be nested: far beyond any row of a log, far below what overflows a stack. */
export const MAX_JSON_DEPTH = 100;

/** More than any table has; rows with names of their own making would otherwise fill the memory with columns. */
export const MOST_COLUMNS = 1_000;

/** Longest name of a column, in characters; Log Analytics takes 45. */
export const MAX_COLUMN_NAME = 512;

/** Text that 2,048 rows of a Parquet file may hold, in bytes: they are in memory at once, however small the file. */
export const MAX_PARQUET_GROUP_BYTES = 64 * 1024 * 1024;
