import { createReadStream } from "node:fs";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { quoteText } from "@/lib/sources/files/part-writer";
import { hasWorkspace, readManifest } from "@/lib/sources/files/store";
import { inspectImport } from "@/lib/sources/import/inspect";
import { type RunOptions, runImport } from "@/lib/sources/import/run-import";
import { generateSample } from "@/lib/sources/sample/generate";
import { query, storedRows } from "@/test/workspaces/test-rows";
import type { ImportReport } from "./report";

let directory: string;
let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(path.join(tmpdir(), "afterclick-import-"));
	directory = path.join(folder, "workspace");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Imports text as if it were a file of the given name. */
async function importText(
	text: string | Uint8Array,
	options: Partial<RunOptions> = {},
): Promise<ImportReport> {
	const file = path.join(folder, "export");
	await writeFile(file, text);
	return runImport({ directory, file, fileName: "export", ...options });
}

async function refusal(text: string | Uint8Array, options: Partial<RunOptions> = {}) {
	const error = await importText(text, options).then(
		() => null,
		(reason: unknown) => reason,
	);
	expect(error).toMatchObject({ name: "AppError" });
	// Whatever was wrong, nothing of it is to be seen.
	expect(await storedRows(directory, "UrlClickEvents")).toEqual([]);
	expect((await readdir(directory)).filter((name) => name === ".incoming")).toEqual([]);
	return error as {
		code: string;
		message: string;
		places: unknown[];
		remedy?: string;
		details: Record<string, unknown>;
	};
}

const DEFENDER = `Timestamp,ReportId,AccountUpn,ActionType,Url,IsClickedThrough,UrlChain
2025-02-25T09:19:25.3911234Z,r1,ada@example.com,ClickAllowed,https://a.example/?q=1,1,"[""https://a.example/?q=1""]"
2025-02-25T09:20:00Z,r2,bob@example.com,ClickBlocked,https://b.example/,,"[]"
`;

describe("what is imported", () => {
	it("Defender's CSV: Timestamp becomes TimeGenerated, empty is not false", async () => {
		const report = await importText(DEFENDER);
		expect(report).toMatchObject({
			format: "csv",
			table: "UrlClickEvents",
			rowsRead: 2,
			rowsKept: 2,
			rowsRefused: 0,
		});
		expect(await storedRows(directory, "UrlClickEvents")).toMatchObject([
			{
				TimeGenerated: "2025-02-25 09:19:25.391123",
				AccountUpn: "ada@example.com",
				IsClickedThrough: true,
				UrlChain: '["https://a.example/?q=1"]',
				Type: "UrlClickEvents",
				ThreatTypes: null,
			},
			{ AccountUpn: "bob@example.com", IsClickedThrough: null },
		]);
		expect((await readManifest(directory))?.sample).toBe(false);
	});

	it("Sentinel's CSV: [UTC] headers and the portal's times, with a byte order mark, CRLF and columns of its own", async () => {
		const text = `\ufeff"TenantId","TimeGenerated [UTC]","AccountUpn","ActionType","ReportId","IsClickedThrough","_Extra","Note"\r
"t","2/25/2025, 9:19:25.391 AM","ada@example.com","ClickAllowed","r1","False","7","two
lines"\r
"t","12/31/2024, 12:00:00.000 PM","bob@example.com","ClickAllowed","r2","True","8",""\r
`;
		const report = await importText(text);
		expect(report.tables).toEqual([
			{ table: "UrlClickEvents", rowsKept: 2, addedColumns: ["_Extra", "Note"] },
		]);
		expect(await storedRows(directory, "UrlClickEvents")).toMatchObject([
			{ TimeGenerated: "2025-02-25 09:19:25.391", IsClickedThrough: false, _Extra: "7", Note: "two\nlines" },
			{ TimeGenerated: "2024-12-31 12:00:00", IsClickedThrough: true, _Extra: "8", Note: null },
		]);
		const columns = (await readManifest(directory))?.tables[0]?.columns.slice(-2);
		expect(columns).toEqual([
			{ name: "_Extra", type: "long" },
			{ name: "Note", type: "string" },
		]);
	});

	it("UTF-16 with its byte order mark, and files delimited by tabs", async () => {
		const text =
			"TimeGenerated\tAccountUpn\tActionType\tReportId\n2025-01-01\tzoë@example.com\tClickAllowed\tr\n";
		await importText(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]));
		expect(await storedRows(directory, "UrlClickEvents")).toMatchObject([{ AccountUpn: "zoë@example.com" }]);
	});

	const row = (id: string, clicked: unknown) => ({
		TimeGenerated: "2025-02-25T09:19:25Z",
		AccountUpn: `${id}@example.com`,
		ActionType: "ClickAllowed",
		ReportId: id,
		IsClickedThrough: clicked,
		UrlChain: ["https://a.example/"],
	});

	it("a JSON array, with IsClickedThrough in every spelling", async () => {
		const spellings = [true, false, "True", "False", "true", "false", 1, 0, "1", "0", "", null];
		const rows = spellings.map((value, index) => row(String.fromCharCode(97 + index), value));
		const report = await importText(JSON.stringify(rows, null, 2));
		expect(report.format).toBe("json-array");
		expect((await storedRows(directory, "UrlClickEvents")).map((stored) => stored.IsClickedThrough)).toEqual([
			true,
			false,
			true,
			false,
			true,
			false,
			true,
			false,
			true,
			false,
			null,
			null,
		]);
		expect((await storedRows(directory, "UrlClickEvents"))[0]?.UrlChain).toBe('["https://a.example/"]');
	});

	it("JSON lines", async () => {
		const report = await importText(`${JSON.stringify(row("a", 1))}\n\n${JSON.stringify(row("b", null))}\n`);
		expect(report).toMatchObject({ format: "json-lines", rowsKept: 2 });
	});

	it("the streaming envelope, each table to itself, also in batches", async () => {
		const envelope = (table: string, properties: object) => ({
			time: "2025-02-25T09:19:25.5Z",
			tenantId: "t",
			category: `AdvancedHunting-${table}`,
			properties,
		});
		const click = {
			Timestamp: "2025-02-25T09:19:20Z",
			AccountUpn: "a@example.com",
			ActionType: "ClickAllowed",
			ReportId: "r",
		};
		const mail = { NetworkMessageId: "m", RecipientEmailAddress: "a@example.com", UrlCount: 2 };
		const lines = [
			JSON.stringify(envelope("UrlClickEvents", click)),
			JSON.stringify({
				records: [envelope("EmailEvents", mail), envelope("DeviceEvents", { DeviceName: "n1" })],
			}),
		];
		const report = await importText(lines.join("\n"));
		expect(report.tables.map(({ table, rowsKept }) => [table, rowsKept])).toEqual([
			["UrlClickEvents", 1],
			["EmailEvents", 1],
			["DeviceEvents", 1],
		]);
		expect(await storedRows(directory, "UrlClickEvents")).toMatchObject([
			{ TimeGenerated: "2025-02-25 09:19:20" },
		]);
		expect(await storedRows(directory, "EmailEvents")).toMatchObject([
			{ TimeGenerated: "2025-02-25 09:19:25.5", UrlCount: 2 },
		]);
		expect(await storedRows(directory, "DeviceEvents")).toEqual([{ DeviceName: "n1" }]);
	});

	it("Parquet, with types of its own and IsClickedThrough as text", async () => {
		const file = path.join(folder, "x.parquet");
		await query(`COPY (SELECT TIMESTAMPTZ '2025-02-25 09:19:25.391+00' AS "Timestamp", 'a@example.com' AS AccountUpn,
			'ClickAllowed' AS ActionType, 'r' AS ReportId, '0' AS IsClickedThrough, ['u1', 'u2'] AS UrlChain,
			{'k': 1} AS Extra, 1.5::DOUBLE AS Score) TO ${quoteText(file)} (FORMAT parquet)`);
		const report = await runImport({ directory, file, fileName: "x.parquet" });
		expect(report).toMatchObject({ format: "parquet", rowsKept: 1 });
		expect(await storedRows(directory, "UrlClickEvents")).toMatchObject([
			{
				TimeGenerated: "2025-02-25 09:19:25.391",
				IsClickedThrough: false,
				UrlChain: '["u1","u2"]',
				Extra: '{"k":1}',
				Score: 1.5,
			},
		]);
	});

	it("a stream, and a table of the person's own naming", async () => {
		const stream = Readable.from([Buffer.from("Name,Seen\nx,20"), Buffer.from("25-01-01\n")]);
		const file = { stream, whole: Promise.resolve() };
		const report = await runImport({ directory, file, fileName: "upload.csv", table: "Watchlist" });
		expect(report.table).toBe("Watchlist");
		expect(await storedRows(directory, "Watchlist")).toEqual([{ Name: "x", Seen: "2025-01-01 00:00:00" }]);
	});
});

describe("what is refused, and where", () => {
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

	it("keeps the good rows when told to, and reports the others", async () => {
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

	it("does not keep a file of which no row is good", async () => {
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

	it("a stream that breaks off", async () => {
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

	it("a file that is not there", async () => {
		await expect(
			runImport({ directory, file: path.join(folder, "none"), fileName: "none" }),
		).rejects.toMatchObject({ code: "not_found" });
	});
});

describe("what is there already", () => {
	it("the same file is taken twice only when told so", async () => {
		await importText(DEFENDER);
		const file = { stream: createReadStream(path.join(folder, "export")), whole: Promise.resolve() };
		const again = runImport({ directory, file, fileName: "copy.csv" });
		await expect(again).rejects.toMatchObject({ code: "conflict", details: { reason: "again" } });
		expect(await storedRows(directory, "UrlClickEvents")).toHaveLength(2);
		await importText(DEFENDER, { again: true });
		expect(await storedRows(directory, "UrlClickEvents")).toHaveLength(4);
	});

	it("the sample is replaced only when told so, and never mixed", async () => {
		await generateSample({ directory, clicks: 200, seed: "s", until: new Date("2026-01-01T00:00:00Z") });
		await expect(importText(DEFENDER)).rejects.toMatchObject({
			code: "conflict",
			details: { reason: "sample" },
		});
		expect(await storedRows(directory, "UrlClickEvents")).toHaveLength(200);
		const broken = importText(`${DEFENDER}x\n`, { replaceSample: true });
		await expect(broken).rejects.toMatchObject({ code: "invalid_input" });
		expect(await storedRows(directory, "UrlClickEvents")).toHaveLength(200);
		await importText(DEFENDER, { replaceSample: true });
		const manifest = await readManifest(directory);
		expect(manifest).toMatchObject({ sample: false, tables: [{ name: "UrlClickEvents" }] });
		expect(manifest?.tables).toHaveLength(1);
		expect(await storedRows(directory, "UrlClickEvents")).toHaveLength(2);
		expect(await storedRows(directory, "SigninLogs")).toEqual([]);
	});

	it("a column of an earlier import becomes wider when later rows need it", async () => {
		const file = (header: string, values: string) =>
			`TimeGenerated,AccountUpn,ActionType,ReportId,${header}\n2025-01-01,a,b,c,${values}\n`;
		await importText(file("Score,When,Flag,Same", "7,2025-02-25T09:19:25Z,true,1"));
		await importText(file("score,When,Flag,Same", "1.5,never,,2"));
		expect((await readManifest(directory))?.tables[0]?.columns.slice(-4)).toEqual([
			{ name: "Score", type: "real" },
			{ name: "When", type: "string" },
			{ name: "Flag", type: "bool" },
			{ name: "Same", type: "long" },
		]);
		expect(await storedRows(directory, "UrlClickEvents")).toMatchObject(
			expect.arrayContaining([
				expect.objectContaining({ Score: 7, When: "2025-02-25T09:19:25.000000Z", Flag: true, Same: "1" }),
				expect.objectContaining({ Score: 1.5, When: "never", Flag: null, Same: "2" }),
			]),
		);
	});

	it("an import that is cancelled changes nothing", async () => {
		await importText(DEFENDER);
		const cancel = new AbortController();
		const rows = Array.from({ length: 20_000 }, (_, index) => `2025-01-01,a,b,r${index}`).join("\n");
		const cancelled = importText(`TimeGenerated,AccountUpn,ActionType,ReportId\n${rows}\n`, {
			signal: cancel.signal,
			onProgress: ({ phase }) => phase === "reading" && cancel.abort(),
		});
		await expect(cancelled).rejects.toMatchObject({ code: "cancelled" });
		expect(await storedRows(directory, "UrlClickEvents")).toHaveLength(2);
	});
});

describe("inspectImport", () => {
	it("says what an import would do and changes nothing", async () => {
		const file = path.join(folder, "export.csv");
		await writeFile(file, DEFENDER.replace("UrlChain", "Chain").replace(",1,", ",maybe,"));
		expect(await inspectImport({ directory, file, fileName: "export.csv" })).toMatchObject({
			format: "csv",
			tables: [{ table: "UrlClickEvents", added: [{ name: "Chain", type: "dynamic" }] }],
			rowsLooked: 2,
			problems: [{ line: 2, field: "IsClickedThrough" }],
			replacesSample: false,
		});
		expect(await hasWorkspace(directory)).toBe(false);
	});
});
