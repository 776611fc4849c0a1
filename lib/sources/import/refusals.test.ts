import path from "node:path";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { hasWorkspace } from "@/lib/sources/files/store";
import { runImport } from "@/lib/sources/import/run-import";
import {
	DEFENDER,
	directory,
	folder,
	importText,
	refusal,
	setUpWorkspaceDirectory,
} from "@/test/workspaces/import-text";
import { storedRows } from "@/test/workspaces/test-rows";

setUpWorkspaceDirectory();

describe("what is rejected, and where", () => {
	it("a row with values of the wrong type: line, column and field, and nothing is imported", async () => {
		const text = `${DEFENDER}2025-02-25T09:21:00Z,r3,"cy
@example.com",ClickAllowed,https://c.example/,maybe,[]
not a time,r4,d@example.com,ClickAllowed,https://d.example/,1,[]
`;
		const error = await refusal(text);
		expect(error.code).toBe("invalid_input");
		expect(error.places).toMatchObject([
			{
				file: "export",
				line: 5,
				column: 47,
				field: "IsClickedThrough",
				message: '"maybe" is not true or false',
			},
			{ line: 6, column: 1, field: "TimeGenerated" },
		]);
		expect(error.message).toContain("2 of 4 rows");
		expect(await hasWorkspace(directory)).toBe(false);
	});

	it("keeps the good rows when that is chosen, and reports the others", async () => {
		const report = await importText(`${DEFENDER}x,r3,c@example.com,ClickAllowed,u,1,[]\nshort,row\n`, {
			keepGoodRows: true,
		});
		expect(report).toMatchObject({ rowsRead: 4, rowsKept: 2, rowsRefused: 2, problemsTotal: 2 });
		expect(report.problems).toMatchObject([
			{ line: 4, column: 1, field: "TimeGenerated" },
			{ line: 5, column: 7, field: null, message: "the row has 2 fields, the header has 7" },
		]);
		expect(await storedRows(directory, "UrlClickEvents")).toHaveLength(2);
	});

	it("does not keep a file without a good row", async () => {
		const text = "TimeGenerated,AccountUpn,ActionType,ReportId\nx,a,b,c\n";
		expect((await refusal(text, { keepGoodRows: true })).code).toBe("invalid_input");
	});

	it("shows the first hundred problems and counts the others", async () => {
		const rows = Array.from({ length: 250 }, (_, index) => `x,a,b,r${index}`).join("\n");
		const error = await refusal(`TimeGenerated,AccountUpn,ActionType,ReportId\n${rows}\n`);
		expect(error.places).toHaveLength(100);
		expect(error.details).toMatchObject({ rowsRefused: 250, problemsTotal: 250 });
	});

	it("JSON that is broken or of the wrong type, at its line and column", async () => {
		const good = '{"TimeGenerated":"2025-01-01T00:00:00Z","AccountUpn":"a","ActionType":"b","ReportId":"c"}';
		const lines = [
			good,
			good.replace('"a"', '"a'),
			good.replace('"2025-01-01T00:00:00Z"', "5"),
			"[1]",
			good.replace("}", ',"IsClickedThrough": 3}'),
		];
		expect((await refusal(lines.join("\n"))).places).toMatchObject([
			{ line: 2, column: expect.any(Number) },
			{ line: 3, column: 18, field: "TimeGenerated" },
			{ line: 4, column: 1, message: "the row is not a JSON object" },
			{ line: 5, column: (lines[4]?.indexOf(" 3}") ?? 0) + 2, field: "IsClickedThrough" },
		]);
		const array = `[\n${good},\n  {"TimeGenerated": "2025-01-01T00:00:00Z",\n   "IsClickedThrough": "x"}\n]`;
		expect((await refusal(array)).places).toMatchObject([{ line: 4, column: 24, field: "IsClickedThrough" }]);
		expect((await refusal(`[\n${good},\n${good}\n`)).places).toMatchObject([{ line: 4, column: 1 }]);
	});

	it("a row without a time", async () => {
		expect((await refusal("TimeGenerated,AccountUpn,ActionType,ReportId\n,a,b,c\n")).places).toMatchObject([
			{ line: 2, column: 1, field: "TimeGenerated", message: "the row has no time" },
		]);
	});

	it.each(["{}", "\ufeff{}", "[{},{}]"])("rows without a field: %j", async (text) => {
		expect(await refusal(text, { table: "Odd" })).toMatchObject({
			code: "invalid_input",
			message: expect.stringMatching(/has no columns/),
		});
	});

	it.each([
		["", /is empty/],
		[" \n\t\n", /is empty/],
		["TimeGenerated,AccountUpn,ActionType,ReportId\n", /has no rows/],
		["[]", /has no rows/],
		["a,b\n1,2\n", /don't show which table/],
		[
			"ReportId,IsClickedThrough,AccountUpn,NetworkMessageId,ThreatTypes\nr,1,a,m,Phish\n",
			/don't show which table/,
		],
		[
			"TimeGenerated,AccountUpn,ActionType,ReportId,accountupn\n2025-01-01,a,b,c,d\n",
			/accountupn is there twice/,
		],
		["TimeGenerated,AccountUpn,ActionType,ReportId,\n2025-01-01,a,b,c,d\n", /column 5 has no name/],
		["TimeGenerated [Paris],AccountUpn,ActionType,ReportId\n2025-01-01,a,b,c\n", /zone "Paris"/],
		["\x1f\x8b\x08\x00", /gzip/],
		["PK\x03\x04zip", /ZIP archive/],
		["PAR1 not really", /cannot be read as Parquet/],
		["a,b\n\x00\x01,2\n", /is not text/],
	])("the file %j as a whole", async (text, message) => {
		const error = await refusal(Buffer.from(text, "latin1"));
		expect(error.code).toBe("invalid_input");
		expect(error.message).toMatch(message);
	});

	it("bytes that are not UTF-8, after the line they are in", async () => {
		const text = Buffer.concat([Buffer.from(DEFENDER), Buffer.from([0xff, 0xfe, 0x41])]);
		expect(await refusal(text)).toMatchObject({
			code: "invalid_input",
			message: expect.stringContaining("not UTF-8"),
		});
	});

	it("a named table's missing columns", async () => {
		const error = await refusal("TimeGenerated,Url\n2025-01-01,u\n", { table: "urlclickevents" });
		expect(error.message).toContain("lacks AccountUpn, ActionType, ReportId");
	});

	it.each(["../x", "a b", "", "1x", "x/y", "con.x"])("the table name %j", async (table) => {
		expect(await refusal(DEFENDER, { table })).toMatchObject({ code: "invalid_input" });
	});

	it("a row whose names differ only in case, and envelopes of another kind", async () => {
		const row =
			'{"TimeGenerated":"2025-01-01T00:00:00Z","AccountUpn":"a","ActionType":"b","ReportId":"c","reportid":"d"}';
		expect((await refusal(row)).places).toMatchObject([
			{ field: "ReportId", message: "the column reportid is there twice" },
		]);
		const other = '{"time":"2025-01-01T00:00:00Z","category":"SignInLogs","properties":{}}';
		expect((await refusal(other)).places).toMatchObject([{ line: 1, column: 43 }]);
	});

	it("an interrupted stream", async () => {
		const stream = new Readable({
			read() {
				this.push(DEFENDER);
				this.destroy();
			},
		});
		const file = { stream, whole: Promise.resolve() };
		await expect(runImport({ directory, file, fileName: "x" })).rejects.toMatchObject({
			code: "invalid_input",
		});
		expect(await hasWorkspace(directory)).toBe(false);
	});

	it("a missing file", async () => {
		await expect(
			runImport({ directory, file: path.join(folder, "none"), fileName: "none" }),
		).rejects.toMatchObject({ code: "not_found" });
	});
});
