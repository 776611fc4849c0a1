/** Files that would freeze or fill the process that reads them, made when they are needed. */
import { quoteText } from "@/lib/sources/files/part-writer";
import { query } from "@/test/workspaces/test-rows";

/** A good row of UrlClickEvents, with whatever else it is given. */
export const clickRow = (id: string, more: object = {}) => ({
	TimeGenerated: "2026-01-01T00:00:00Z",
	AccountUpn: "a@example.com",
	ActionType: "ClickAllowed",
	ReportId: id,
	...more,
});

export const clickRows = (count: number, more: object = {}) =>
	Array.from({ length: count }, (_, index) => clickRow(`r${index}`, more));

/** The JSON of a row with a value that is nested as deep as `levels`. */
export const deepRow = (levels: number) =>
	JSON.stringify(clickRow("deep", { Url: 0 })).replace(
		'"Url":0',
		`"Url":${"[".repeat(levels)}${"]".repeat(levels)}`,
	);

/** JSON lines whose first row has `length` characters in one cell. */
export const longFirstRow = (length: number) =>
	`${JSON.stringify(clickRow("long", { Url: "x".repeat(length) }))}\n${JSON.stringify(clickRow("short"))}\n`;

/** JSON lines of one row for each of so many tables. */
export const rowPerTable = (tables: number) =>
	Array.from({ length: tables }, (_, index) =>
		JSON.stringify({
			time: "2026-01-01T00:00:00Z",
			category: `AdvancedHunting-T${index}`,
			properties: { a: 1 },
		}),
	).join("\n");

/** Writes a Parquet file of some kilobytes: a dictionary of one text of a megabyte, which 2,048 rows share. */
export async function writeParquetBomb(file: string): Promise<void> {
	await query(
		`COPY (SELECT i, repeat('x', 1000000) AS big FROM range(2048) t(i)) TO ${quoteText(file)} (FORMAT parquet, COMPRESSION zstd)`,
	);
}
