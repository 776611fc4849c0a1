import { afterEach, describe, expect, it, vi } from "vitest";
import { quoteText } from "@/lib/sources/files/part-writer";
import { openSandbox } from "@/lib/sources/files/sandbox";
import { PlacedText } from "@/lib/sources/import/json-spans";
import { clickRow, clickRows, deepRow, longFirstRow, rowPerTable } from "@/test/workspaces/hostile-fixture";
import { testImports } from "@/test/workspaces/test-import";
import { query, storedRows } from "@/test/workspaces/test-rows";

const { place, importText, refusalOf } = testImports();
afterEach(() => vi.restoreAllMocks());

describe("JSON is read in one pass", () => {
	it.each([
		["a batch on one line", (values: object[]) => JSON.stringify({ records: values })],
		["a batch over many lines", (values: object[]) => JSON.stringify({ records: values }, null, 1)],
		["an array", (values: object[]) => JSON.stringify(values)],
		["lines", (values: object[]) => values.map((value) => JSON.stringify(value)).join("\n")],
		["an answer", (values: object[]) => JSON.stringify({ results: values })],
	])("%s of 10,000 good rows, without searching for a place in it", async (_, write) => {
		const looked = vi.spyOn(PlacedText.prototype, "place");
		expect(await importText(write(clickRows(10_000)))).toMatchObject({ rowsKept: 10_000 });
		expect(looked).not.toHaveBeenCalled();
	});

	it("10,000 rows of one batch with an error each, each place found from the row's own text", async () => {
		const text = JSON.stringify({ records: clickRows(10_000, { IsClickedThrough: "maybe" }) }, null, 1);
		const looked = vi.spyOn(PlacedText.prototype, "place");
		const { places, details } = await refusalOf(text);
		expect(details).toMatchObject({ rowsRefused: 10_000, problemsTotal: 10_000 });
		expect(looked.mock.calls.length).toBe(10_000);
		const lines = text.split("\n");
		expect(places).toHaveLength(100);
		for (const { line = 0, column = 0 } of places) {
			expect(lines[line - 1]?.slice(column - 1)).toBe('"maybe"');
		}
	});

	it("a first row of nearly two million characters", async () => {
		expect(await importText(longFirstRow(1_900_000))).toMatchObject({ rowsKept: 2 });
	});

	it("a line that is too long, as one fault, and the rows after it", async () => {
		const long = JSON.stringify(clickRow("long", { Url: "x".repeat(5_000_000) }));
		const report = await importText(
			`${JSON.stringify(clickRow("a"))}\n${long}\n${JSON.stringify(clickRow("b"))}\n`,
			{
				keepGoodRows: true,
			},
		);
		expect(report).toMatchObject({ rowsKept: 2, rowsRefused: 1, problems: [{ line: 2, column: 1 }] });
	});

	it("numbers longer than a number can hold, from the row's own text", async () => {
		const text = JSON.stringify({ records: clickRows(2_000, { Big: 1 }) }).replaceAll(
			'"Big":1',
			'"Big":9007199254740993',
		);
		await importText(text);
		const [first] = await storedRows(place.directory, "UrlClickEvents");
		expect(first?.Big).toBe("9007199254740993");
	});
});

describe("input that would fill the memory or overflow the stack is rejected with a message", () => {
	it.each([
		["an array", (value: string) => `[${value}]`],
		["a line", (value: string) => value],
		["a batch", (value: string) => `{"records":[${value}]}`],
		["an answer", (value: string) => `{"results":[${value}]}`],
	])("JSON of 100,000 levels in %s", async (_, write) => {
		const error = await refusalOf(write(deepRow(100_000)));
		expect(error.code).toBe("invalid_input");
		expect(error.message).toMatch(/nested deeper than 100 levels/);
	});

	it("JSON text of 100,000 levels in a cell", async () => {
		const deep = `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`;
		const csv = `TimeGenerated,NetworkMessageId,RecipientEmailAddress,AdditionalFields\n2026-01-01,m,a,"${deep.replaceAll('"', '""')}"\n`;
		expect((await refusalOf(csv, { table: "EmailEvents" })).places).toMatchObject([
			{ line: 2, field: "AdditionalFields", message: "the value is nested deeper than 100 levels" },
		]);
	});

	it("more tables than a hundred", async () => {
		expect((await refusalOf(rowPerTable(101))).message).toMatch(/more than 100 tables/);
	});

	it("endless column names", async () => {
		const long = JSON.stringify(clickRow("a", { ["x".repeat(1_000)]: 1 }));
		expect((await refusalOf(long)).places).toMatchObject([
			{ line: 1, message: "the name of the column is longer than 512 characters" },
		]);
		const many = Array.from({ length: 300 }, (_, index) =>
			JSON.stringify(
				clickRow("a", { [`a${index}`]: 1, [`b${index}`]: 1, [`c${index}`]: 1, [`d${index}`]: 1 }),
			),
		).join("\n");
		expect((await refusalOf(many, { table: "Odd" })).message).toMatch(/more than 1000 different columns/);
	});

	it("a Parquet row over the row limit, named by its number, while the others are kept", async () => {
		const file = `${place.folder}/long.parquet`;
		await query(`COPY (SELECT 'r' || i AS ReportId, repeat('x', CASE i WHEN 2 THEN 3000000 ELSE 10 END) AS Text
			FROM range(5) t(i)) TO ${quoteText(file)} (FORMAT parquet)`);
		const report = await importText("", { file, table: "Odd", keepGoodRows: true });
		expect(report).toMatchObject({ rowsKept: 4, problems: [{ line: 3, column: 1 }] });
	});
});

it("reads files with a DuckDB that can't reach any other file, whatever it is asked", async () => {
	const other = `${place.folder}/other.csv`;
	await query(`COPY (SELECT 1 AS a) TO ${quoteText(other)}`);
	const own = `${place.folder}/own.csv`;
	await query(`COPY (SELECT 2 AS a) TO ${quoteText(own)}`);
	const { instance, connection } = await openSandbox({ files: [own], memoryLimitMb: 64 });
	try {
		expect((await connection.runAndReadAll(`SELECT a FROM read_csv(${quoteText(own)})`)).getRows()).toEqual([
			[2n],
		]);
		for (const sql of [
			`SELECT * FROM read_csv(${quoteText(other)})`,
			`COPY (SELECT 1) TO ${quoteText(`${place.folder}/new.csv`)}`,
			"SELECT * FROM read_text('/etc/hostname')",
			"SET enable_external_access = true",
			"SET memory_limit = '8GB'",
			"INSTALL httpfs",
		]) {
			await expect(connection.run(sql), sql).rejects.toThrow(/disabled|locked|Permission|cannot/i);
		}
	} finally {
		instance.closeSync();
	}
});
