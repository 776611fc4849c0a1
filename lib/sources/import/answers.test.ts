import { describe, expect, it } from "vitest";
import { readManifest } from "@/lib/sources/files/store";
import { testImports } from "@/test/workspaces/test-import";
import { storedRows } from "@/test/workspaces/test-rows";

const { place, importText, refusalOf } = testImports();

const click = (id: string) => ({
	TimeGenerated: "2026-01-01T00:00:00Z",
	AccountUpn: `${id}@example.com`,
	ActionType: "ClickAllowed",
	ReportId: id,
	IsClickedThrough: true,
});
const CLICKS = [click("a"), click("b")];
const stored = async () => (await storedRows(place.directory, "UrlClickEvents")).map((row) => row.ReportId);

/** Rows as Log Analytics answers them. */
function logAnalytics(rows: readonly Record<string, unknown>[], name = "PrimaryResult") {
	const columns = Object.keys(rows[0] ?? {}).map((column) => ({
		name: column,
		type: column === "TimeGenerated" ? "datetime" : column === "IsClickedThrough" ? "bool" : "string",
	}));
	return { tables: [{ name, columns, rows: rows.map((row) => columns.map((column) => row[column.name])) }] };
}

describe("answers of services", () => {
	const schema = Object.keys(CLICKS[0] ?? {}).map((name) => ({ name, type: "String" }));
	it.each<[string, unknown]>([
		[
			"Microsoft Graph",
			{
				"@odata.context": "https://graph.microsoft.com/v1.0/$metadata",
				schema,
				results: CLICKS.map((row) => ({ "@odata.type": "#microsoft.graph.row", ...row })),
			},
		],
		["the older Defender API", { Stats: { ExecutionTime: 0.1 }, Schema: schema, Results: CLICKS }],
		["Log Analytics", { ...logAnalytics(CLICKS), statistics: { query: {} } }],
		["Log Analytics with sorted keys", { statistics: {}, ...logAnalytics(CLICKS), render: null }],
		[
			"Kusto's first endpoint",
			{
				Tables: [
					{
						TableName: "Table_0",
						Columns: Object.keys(CLICKS[0] ?? {}).map((ColumnName) => ({ ColumnName, DataType: "String" })),
						Rows: CLICKS.map((row) => Object.values(row)),
					},
				],
			},
		],
		["an event hub's batch", { records: CLICKS }],
	])("of %s are read, on one line and over many", async (_, answer) => {
		for (const indent of [undefined, 2]) {
			const report = await importText(JSON.stringify(answer, null, indent), { again: true });
			expect(report).toMatchObject({ table: "UrlClickEvents", rowsKept: 2, rowsRefused: 0 });
			expect(report.tables[0]?.addedColumns).toEqual([]);
		}
		expect(await stored()).toEqual(["a", "a", "b", "b"]);
	});

	it("longer than the limit for a row are read too, and a broken row in one is named with its place", async () => {
		const many = Array.from({ length: 3_000 }, (_, index) => ({
			...click(`r${index}`),
			Url: "u".repeat(1_000),
		}));
		const report = await importText(JSON.stringify(logAnalytics(many)));
		expect(report).toMatchObject({ format: "json-answer", rowsKept: 3_000 });
		const broken = JSON.stringify(
			{ results: [...CLICKS, { ...click("c"), TimeGenerated: "never" }] },
			null,
			1,
		);
		const line = broken.split("\n").findIndex((text) => text.includes("never")) + 1;
		const { places } = await refusalOf(broken);
		expect(places).toMatchObject([{ line, column: 21, field: "TimeGenerated" }]);
	});

	it("of az monitor log-analytics query are read as text", async () => {
		const rows = [
			{ TableName: "PrimaryResult", ...click("a"), IsClickedThrough: "False", Score: "1.5", Extra: "None" },
			{ TableName: "PrimaryResult", ...click("b"), IsClickedThrough: "None", Score: "2", Extra: '{"k": 1}' },
		];
		await importText(JSON.stringify(rows, null, 2));
		const found = await storedRows(place.directory, "UrlClickEvents");
		expect(found).toMatchObject([
			{ ReportId: "a", IsClickedThrough: false, Score: 1.5, Extra: null },
			{ ReportId: "b", IsClickedThrough: null, Score: 2, Extra: '{"k":1}' },
		]);
		expect(found[0]).not.toHaveProperty("TableName");
	});

	it("give new columns the types the service names", async () => {
		const columns = [
			{ name: "TimeGenerated", type: "datetime" },
			{ name: "Ratio", type: "real" },
			{ name: "Bag", type: "dynamic" },
			{ name: "Count", type: "long" },
			{ name: "Code", type: "string" },
		];
		const rows = [["2026-01-01T00:00:00Z", 1, null, 9007199254740992, "7"]];
		const text = JSON.stringify({ tables: [{ name: "PrimaryResult", columns, rows }] });
		await importText(text.replace("9007199254740992", "9007199254740993"), { table: "Own" });
		expect((await readManifest(place.directory))?.tables[0]?.columns).toEqual(columns);
		expect(await storedRows(place.directory, "Own")).toMatchObject([
			{ Ratio: 1, Count: "9007199254740993", Code: "7" },
		]);
	});

	it("go to the table they name, or that their rows name in Type", async () => {
		const device = [{ TimeGenerated: "2026-01-01T00:00:00Z", DeviceName: "n1", Type: "DeviceEvents" }];
		expect(await importText(JSON.stringify(logAnalytics(device)))).toMatchObject({ table: "DeviceEvents" });
		expect(await importText(JSON.stringify(logAnalytics(CLICKS, "urlclickevents")))).toMatchObject({
			table: "UrlClickEvents",
		});
		const { Type: _, ...unnamed } = device[0] as Record<string, unknown>;
		const error = await refusalOf(JSON.stringify(logAnalytics([unnamed])));
		expect(error.details).toMatchObject({ reason: "table" });
		expect(await importText(JSON.stringify(logAnalytics([unnamed])), { table: "Own" })).toMatchObject({
			table: "Own",
		});
	});

	it("that are incomplete are rejected, and imported when keeping the good rows is chosen", async () => {
		const error = { code: "PartialError", innererror: { code: "E_QUERY_RESULT_SET_TOO_LARGE" } };
		const text = JSON.stringify({ ...logAnalytics(CLICKS), error });
		expect((await refusalOf(text)).message).toMatch(/did not send all rows: .*E_QUERY_RESULT_SET_TOO_LARGE/);
		expect(await importText(text, { keepGoodRows: true })).toMatchObject({ rowsKept: 2, rowsRefused: 1 });
	});

	it("without rows say so", async () => {
		expect((await refusalOf(JSON.stringify({ schema: [], results: [] }))).message).toMatch(/has no rows/);
		const none = { tables: [{ name: "PrimaryResult", columns: [{ name: "a" }], rows: [] }] };
		expect((await refusalOf(JSON.stringify(none))).message).toMatch(/has no rows/);
	});
});

describe("rejects JSON that is not rows and says what it is, also with a table named", () => {
	it.each<[string, unknown, RegExp]>([
		[
			"a service's error",
			{ error: { code: "InvalidAuthenticationToken", message: "Access token has expired." } },
			/InvalidAuthentication/,
		],
		[
			"a list of Microsoft Graph",
			{ "@odata.context": "x", value: [{ id: 1, createdDateTime: "x" }] },
			/Microsoft Graph or Azure Resource/,
		],
		["an empty list", { value: [] }, /Microsoft Graph or Azure Resource/],
		["an answer of Kusto's second endpoint", [{ FrameType: "DataSetHeader", Version: "v2.0" }], /Kusto v2/],
		["a list of answers", [logAnalytics(CLICKS), logAnalytics(CLICKS)], /list of answers/],
		["an answer of Elasticsearch", { took: 5, hits: { total: 1, hits: [{ _source: {} }] } }, /Elasticsearch/],
		["an export of Splunk", { preview: false, result: { a: 1 } }, /Splunk/],
		["a log of AWS", { Records: [{ eventSource: "s3" }] }, /CloudTrail/],
		["a template", { $schema: "https://schema.management.azure.com/x", resources: [] }, /template/],
		[
			"an object with a list further in",
			{ data: { items: [{ a: 1 }] }, paging: {} },
			/one JSON object \(data, paging\)/,
		],
		[
			"an object of columns and rows",
			{ rows: [[1, 2]], columns: ["a", "b"] },
			/one JSON object \(rows, columns\)/,
		],
	])("%s", async (_, value, message) => {
		for (const indent of [undefined, 2]) {
			const error = await refusalOf(JSON.stringify(value, null, indent), { table: "Odd" });
			expect(error.code).toBe("invalid_input");
			expect(error.message).toMatch(message);
		}
	});

	it("accepts a single row with lists inside it", async () => {
		const row = {
			Timestamp: "2026-01-01T00:00:00Z",
			Policies: [{ id: 1 }],
			error: { code: "x" },
			value: [{}],
		};
		expect(await importText(JSON.stringify(row), { table: "Odd" })).toMatchObject({ rowsKept: 1 });
		expect(await importText(JSON.stringify([{ a: [{ b: 1 }] }]), { table: "Odd" })).toMatchObject({
			rowsKept: 1,
		});
	});
});

describe("text that is not an export has its own error message", () => {
	const utf16 = (text: string) => Buffer.from(text, "utf16le");
	it.each<[string, string | Uint8Array, RegExp]>([
		["nothing", "", /is empty/],
		["a byte order mark alone", "\ufeff", /is empty/],
		["one of UTF-16 alone", utf16("\ufeff"), /is empty/],
		["a query over lines", "UrlClickEvents\n| where ActionType == 'x'\n| take 5\n", /KQL query/],
		["a query on one line", "UrlClickEvents | where Url has 'a,b' | summarize count() by Url\n", /KQL query/],
		[
			"a query after a comment",
			"// clicks of a day\nlet day = ago(1d);\nUrlClickEvents | where TimeGenerated > day\n",
			/KQL query/,
		],
		["a union over lines", "union UrlClickEvents, EmailEvents\n| take 5", /KQL query/],
		["a union on one line", "union UrlClickEvents, EmailEvents | take 5", /KQL query/],
		[
			"a query with a comment in it",
			'UrlClickEvents\n// those of "Ada"\n| where AccountUpn has "ada"\n',
			/KQL query/,
		],
		["a hunt", "id: 1\nname: x\nquery: |\n  UrlClickEvents\n", /hunt \(YAML\)/],
		["a web page", "<!DOCTYPE html><html><body>Sign in</body></html>", /web page/],
		[
			"UTF-16 without its mark",
			utf16("TimeGenerated,AccountUpn,ActionType,ReportId\n"),
			/UTF-16 text without a byte order mark/,
		],
	])("%s", async (_, text, message) => {
		const error = await refusalOf(text, { table: "Odd" });
		expect(error.code).toBe("invalid_input");
		expect(error.message).toMatch(message);
	});

	it("a quote inside an unquoted field is an error at its place", async () => {
		const error = await refusalOf('TimeGenerated,AccountUpn,ActionType,ReportId\n2026-01-01,a,say "no",c\n');
		expect(error.places).toMatchObject([{ line: 2, column: 18, message: expect.stringContaining("quote") }]);
		expect((await refusalOf('Time"Generated,AccountUpn\n1,2\n')).places).toMatchObject([
			{ line: 1, column: 5 },
		]);
	});

	it("reads sep=, #TYPE, UTF-16 with its byte order mark, and CSV that resembles them", async () => {
		const rows = "TimeGenerated;AccountUpn;ActionType;ReportId\r\n2026-01-01;a,b;c;d\r\n";
		await importText(utf16(`\ufeffsep=;\r\n${rows}`));
		await importText(`#TYPE System.Object\r\nsep=;\r\n${rows}`);
		await importText("union,where | x\n1,2\n", { table: "Odd" });
		await importText('QueryText,Count\n"UrlClickEvents\n| take 5",1\n', { table: "Queries" });
		await importText("search term,count\nx | take,1\n", { table: "Odd" });
		await importText("Query\nUrlClickEvents | take 5\n", { table: "Queries" });
		expect(await storedRows(place.directory, "UrlClickEvents")).toMatchObject([
			{ AccountUpn: "a,b" },
			{ AccountUpn: "a,b" },
		]);
	});
});

it("treats JSON text in a cell as dynamic, from CSV and from JSON alike", async () => {
	const bag = '{"k":[1]}';
	await importText(`TimeGenerated,Bag\n2026-01-01,"${bag.replaceAll('"', '""')}"\n`, { table: "FromCsv" });
	await importText(JSON.stringify([{ TimeGenerated: "2026-01-01T00:00:00Z", Bag: bag }]), {
		table: "FromText",
	});
	await importText(JSON.stringify([{ TimeGenerated: "2026-01-01T00:00:00Z", Bag: JSON.parse(bag) }]), {
		table: "FromJson",
	});
	for (const { name, columns } of (await readManifest(place.directory))?.tables ?? []) {
		expect([name, columns.find((column) => column.name === "Bag")?.type]).toEqual([name, "dynamic"]);
		expect(await storedRows(place.directory, name)).toMatchObject([{ Bag: bag }]);
	}
});
