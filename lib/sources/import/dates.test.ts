import { describe, expect, it } from "vitest";
import { testImports } from "@/test/workspaces/test-import";
import { storedRows } from "@/test/workspaces/test-rows";

const { place, importText, refusalOf } = testImports();

const HEADER = "TimeGenerated [UTC],AccountUpn,ActionType,ReportId";
/** A portal's export of UrlClickEvents with these times. */
const csv = (...times: string[]) =>
	[HEADER, ...times.map((time, index) => `"${time}",a@example.com,ClickAllowed,r${index}`), ""].join("\n");
const times = async () =>
	(await storedRows(place.directory, "UrlClickEvents")).map((row) => row.TimeGenerated).sort();

describe("dates with the day or the month first", () => {
	it("are read with the day first as soon as one of the file has a day beyond the twelfth in first place", async () => {
		await importText(csv("5/11/2026, 9:19:25 am", "6/11/2026, 9:19:25 pm", "13/11/2026, 9:19:25 am"));
		expect(await times()).toEqual(["2026-11-05 09:19:25", "2026-11-06 21:19:25", "2026-11-13 09:19:25"]);
	});

	it("are read with the month first as soon as one has it in second place", async () => {
		await importText(csv("5/11/2026, 9:19:25 AM", "5/13/2026, 9:19:25 AM"));
		expect(await times()).toEqual(["2026-05-11 09:19:25", "2026-05-13 09:19:25"]);
	});

	it("in both orders reject the file, with the place of each", async () => {
		const error = await refusalOf(
			csv("5/11/2026, 9:19:25 AM", "25/11/2026, 9:19:25 AM", "11/26/2026, 9:19:25 AM"),
		);
		expect(error.code).toBe("invalid_input");
		expect(error.places).toMatchObject([
			{ line: 3, column: 1, field: "TimeGenerated", message: expect.stringContaining("day first") },
			{ line: 4, column: 1, field: "TimeGenerated", message: expect.stringContaining("month first") },
		]);
	});

	it("that fit both orders need a choice, with both readings and a place", async () => {
		const error = await refusalOf(csv("2026-01-01T00:00:00Z", "5/11/2026, 9:19:25 am"));
		expect(error).toMatchObject({
			code: "invalid_input",
			details: {
				reason: "dates",
				example: "5/11/2026, 9:19:25 am",
				dayFirst: "2026-11-05T09:19:25.000Z",
				monthFirst: "2026-05-11T09:19:25.000Z",
			},
			remedy: expect.stringMatching(/--dates day-first.*--dates month-first/),
		});
		expect(error.message).toMatch(/5 November 2026 with the day first, 11 May 2026 with the month first/);
		expect(error.places).toMatchObject([{ line: 3, column: 1, field: "TimeGenerated" }]);
	});

	it.each([
		["day-first", "2026-11-05 09:19:25"],
		["month-first", "2026-05-11 09:19:25"],
	] as const)("are read %s when that is chosen", async (dates, time) => {
		await importText(csv("5/11/2026, 9:19:25 am"), { dates });
		expect(await times()).toEqual([time]);
	});

	it("that do not fit the chosen order reject their rows", async () => {
		const error = await refusalOf(csv("5/11/2026, 9:19:25 am", "25/11/2026, 9:19:25 am"), {
			dates: "month-first",
		});
		expect(error.places).toMatchObject([{ line: 3, field: "TimeGenerated" }]);
	});

	it("are found far down in a file that starts with unambiguous ones", async () => {
		const iso = Array.from({ length: 400 }, () => "2026-01-01T00:00:00Z");
		expect((await refusalOf(csv(...iso, "5/11/2026, 9:19:25 am"))).details).toMatchObject({
			reason: "dates",
		});
		await importText(csv(...iso, "5/11/2026, 9:19:25 am", "25/11/2026, 9:19:25 am"));
		expect((await times()).slice(-2)).toEqual(["2026-11-05 09:19:25", "2026-11-25 09:19:25"]);
	});

	it("count only in date columns, and a day equal to its month proves nothing", async () => {
		const file = (note: string) =>
			`${HEADER},Note,Seen\n"5/5/2026, 9:00:00 am",a,b,c,${note},"14/2/2026, 8:00:00"\n"1/2/2026, 9:00:00 am",a,b,d,x,\n`;
		await importText(file('"11/26/2026, 9:00:00 am"'));
		expect(await storedRows(place.directory, "UrlClickEvents")).toMatchObject([
			{ TimeGenerated: "2026-05-05 09:00:00", Note: "11/26/2026, 9:00:00 am", Seen: "2026-02-14 08:00:00" },
			{ TimeGenerated: "2026-02-01 09:00:00" },
		]);
	});

	it("need a choice in JSON and in an envelope's time, too", async () => {
		const row = (time: string) => ({ TimeGenerated: time, AccountUpn: "a", ActionType: "b", ReportId: "c" });
		const ambiguous = "5/11/2026, 9:19:25 am";
		expect((await refusalOf(JSON.stringify([row(ambiguous)]))).details).toMatchObject({ reason: "dates" });
		const { TimeGenerated: _, ...properties } = row("");
		const envelope = { time: ambiguous, category: "AdvancedHunting-UrlClickEvents", properties };
		expect((await refusalOf(JSON.stringify(envelope))).details).toMatchObject({ reason: "dates" });
		await importText(JSON.stringify([row(ambiguous), row("30/11/2026, 9:19:25 am")]));
		expect(await times()).toEqual(["2026-11-05 09:19:25", "2026-11-30 09:19:25"]);
	});
});

it("reads dates of Defender's export, with the month as a word", async () => {
	await importText(csv("Nov 29, 2026 9:14:22 AM", "2 Nov 2026, 9:14:22 pm"));
	expect(await times()).toEqual(["2026-11-29 09:14:22", "2026-11-02 21:14:22"].sort());
});

it.each(["timestamp", "TIMESTAMP", "timegenerated", "timegenerated [utc]", "Timegenerated"])(
	"reads the header %s as TimeGenerated, in known tables and others",
	async (name) => {
		await importText(`${name},accountupn,actiontype,reportid\n2026-01-01T00:00:00Z,a,b,c\n`);
		expect(await storedRows(place.directory, "UrlClickEvents")).toMatchObject([
			{ TimeGenerated: "2026-01-01 00:00:00", AccountUpn: "a", ActionType: "b", ReportId: "c" },
		]);
		await importText(JSON.stringify([{ [name]: "2026-01-02T00:00:00Z", x: 1 }]), { table: "MessageEvents" });
		const report = await storedRows(place.directory, "MessageEvents");
		expect(report).toEqual([{ TimeGenerated: "2026-01-02 00:00:00", x: "1" }]);
	},
);
