import { AppError, fieldError } from "@/lib/core/errors";
import type { HeaderField } from "@/lib/sources/import/source";
import { type ColumnSchema, KNOWN_TABLES, type TableSchema, timeName } from "@/lib/sources/kql/tables";

/** Columns without which the rows of a known table are of no use; TimeGenerated has to be filled in every row. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
	UrlClickEvents: ["TimeGenerated", "AccountUpn", "ActionType", "ReportId"],
	EmailEvents: ["TimeGenerated", "NetworkMessageId", "RecipientEmailAddress"],
	EmailPostDeliveryEvents: ["TimeGenerated", "NetworkMessageId", "RecipientEmailAddress"],
	SigninLogs: ["TimeGenerated", "UserPrincipalName"],
	IdentityInfo: ["TimeGenerated", "AccountUPN"],
};

export function requiredColumns(table: string): readonly string[] {
	return REQUIRED[table] ?? [];
}

const UTC_MARK = / \[UTC\]$/i;

/**
 * A column's name without what exports add to it: the portal's `TimeGenerated [UTC]`, and `Timestamp`, which is what
 * Defender calls the time that Log Analytics calls TimeGenerated; in any case of letters. `taken` are the file's
 * columns as {@link nameKey} has them.
 */
export function columnName(written: string, taken: ReadonlySet<string>): string {
	const name = written.trim().replace(UTC_MARK, "");
	const time = timeName(name);
	return time === "Timestamp" && !taken.has("timegenerated") ? "TimeGenerated" : (time ?? name);
}

/** By which two names of a file are the same column. */
export function nameKey(written: string): string {
	return written.trim().replace(UTC_MARK, "").toLowerCase();
}

/**
 * Checks a header: every column named, no name twice (upper and lower case count as one), no local times.
 * @throws AppError `invalid_input` with the place of the first that is wrong.
 */
export function checkHeader(header: readonly HeaderField[], fileName: string): void {
	const seen = new Map<string, HeaderField>();
	for (const field of header) {
		const refuse = (message: string, remedy?: string) =>
			new AppError("invalid_input", `The header of ${fileName} is not usable: ${message}.`, {
				places: [{ file: fileName, line: field.line, column: field.column, field: field.name, message }],
				...(remedy ? { remedy } : {}),
			});
		const name = columnName(field.name, new Set());
		if (name === "") throw refuse(`column ${header.indexOf(field) + 1} has no name`);
		const zone = /^(\w+) \[(.+)\]$/.exec(name);
		if (zone && /^(TimeGenerated|Timestamp|\w*(Time|Date))$/i.test(zone[1] ?? "")) {
			throw refuse(
				`the times of ${zone[1]} are in the zone "${zone[2]}"`,
				"Set the portal to UTC and export again.",
			);
		}
		// By the name as written: Timestamp beside TimeGenerated is two columns.
		const key = nameKey(field.name);
		const earlier = seen.get(key);
		if (earlier) throw refuse(`the column ${name} is there twice, first at column ${earlier.column}`);
		seen.set(key, field);
	}
}

/** Whether a table can be called so. */
export function isTableName(name: string): boolean {
	return /^[A-Za-z][A-Za-z0-9_]{0,99}$/.test(name);
}

/** The known table, or the one of the workspace, that a name means whatever its case; else a new table's name. */
export function tableNamed(name: string, present: readonly TableSchema[]): string {
	const found = [...KNOWN_TABLES, ...present].find(
		(table) => table.name.toLowerCase() === name.toLowerCase(),
	);
	if (found) return found.name;
	// It becomes a directory's name.
	if (!isTableName(name)) {
		throw fieldError(
			"table",
			"must start with a letter and hold letters, digits and _ only",
			`"${name.slice(0, 80)}" cannot be the name of a table.`,
		);
	}
	return name;
}

/** The table rows with these columns belong to, or null when no table or more than one fits. */
export function guessTable(names: readonly string[], present: readonly TableSchema[]): string | null {
	const taken = new Set(names.map(nameKey));
	const columns = new Set(names.map((name) => columnName(name, taken).toLowerCase()));
	const others = present.filter((table) => !KNOWN_TABLES.some(({ name }) => name === table.name));
	const scores = [...KNOWN_TABLES, ...others].flatMap((table) => {
		const required = requiredColumns(table.name);
		if (!required.every((column) => columns.has(column.toLowerCase()))) return [];
		const matched = table.columns.filter((column) => columns.has(column.name.toLowerCase())).length;
		return matched >= 4 && matched * 2 >= columns.size ? [{ name: table.name, matched }] : [];
	});
	scores.sort((a, b) => b.matched - a.matched);
	const [best, next] = scores;
	return best === undefined || best.matched === next?.matched ? null : best.name;
}

/** The columns a table has before this import: as known, plus what earlier imports added. */
export function presentColumns(table: string, present: readonly TableSchema[]): readonly ColumnSchema[] {
	return (
		present.find(({ name }) => name === table)?.columns ??
		KNOWN_TABLES.find(({ name }) => name === table)?.columns ??
		[]
	);
}
