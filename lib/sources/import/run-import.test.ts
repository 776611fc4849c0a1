import { createReadStream } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { quoteText } from "@/lib/sources/files/part-writer";
import { readManifest } from "@/lib/sources/files/store";
import { runImport } from "@/lib/sources/import/run-import";
import { generateSample } from "@/lib/sources/sample/generate";
import {
	DEFENDER,
	directory,
	folder,
	importText,
	setUpWorkspaceDirectory,
} from "@/test/workspaces/import-text";
import { query, storedRows } from "@/test/workspaces/test-rows";

setUpWorkspaceDirectory();

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

	it("Parquet, with its own types and IsClickedThrough as text", async () => {
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

	it("a stream, and a table named by the person", async () => {
		const stream = Readable.from([Buffer.from("Name,Seen\nx,20"), Buffer.from("25-01-01\n")]);
		const file = { stream, whole: Promise.resolve() };
		const report = await runImport({ directory, file, fileName: "upload.csv", table: "Watchlist" });
		expect(report.table).toBe("Watchlist");
		expect(await storedRows(directory, "Watchlist")).toEqual([{ Name: "x", Seen: "2025-01-01 00:00:00" }]);
	});
});

describe("data that exists already", () => {
	it("the same file is imported twice only when confirmed", async () => {
		await importText(DEFENDER);
		const file = { stream: createReadStream(path.join(folder, "export")), whole: Promise.resolve() };
		const again = runImport({ directory, file, fileName: "copy.csv" });
		await expect(again).rejects.toMatchObject({ code: "conflict", details: { reason: "again" } });
		expect(await storedRows(directory, "UrlClickEvents")).toHaveLength(2);
		await importText(DEFENDER, { again: true });
		expect(await storedRows(directory, "UrlClickEvents")).toHaveLength(4);
	});

	it("the sample data is replaced only when confirmed, and never mixed", async () => {
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

describe("a column that the table does not have", () => {
	it("is added with the type that its values show", async () => {
		const report = await importText(DEFENDER.replace("UrlChain", "Chain"));
		expect(report.tables).toMatchObject([{ table: "UrlClickEvents", addedColumns: ["Chain"] }]);
		const tables = (await readManifest(directory))?.tables ?? [];
		expect(tables.flatMap(({ columns }) => columns)).toContainEqual({ name: "Chain", type: "dynamic" });
	});
});
