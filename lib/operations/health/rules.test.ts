import { describe, expect, it } from "vitest";
import {
	clockCheck,
	delayCheck,
	diskCheck,
	LEVELS,
	newestCheck,
	nodeCheck,
	stretch,
	tableChecks,
	toReport,
	toSection,
	worst,
} from "./rules";

const GB = 1024 ** 3;
const now = new Date("2026-11-27T12:00:00Z");
const hence = (ms: number) => new Date(now.getTime() - ms);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const clicks = {
	name: "UrlClickEvents",
	rows: 10,
	newest: null,
	hunts: ["Clicks"],
	connectors: ["MicrosoftThreatProtection"],
};

it("takes the worst of many levels, and nothing for ok", () => {
	expect(worst([])).toBe("ok");
	for (const a of LEVELS) {
		for (const b of LEVELS)
			expect(worst([a, b])).toBe(LEVELS[Math.max(LEVELS.indexOf(a), LEVELS.indexOf(b))]);
	}
	const check = { id: "a", title: "A", says: "A.", remedy: null };
	const section = toSection({ id: "x", kind: "local", title: "X" }, [
		{ ...check, level: "ok" },
		{ ...check, level: "warning" },
	]);
	expect(section.level).toBe("warning");
	expect(toReport(now, [section])).toMatchObject({ at: "2026-11-27T12:00:00.000Z", level: "warning" });
});

it.each([
	[0, "0 seconds"],
	[1_000, "1 second"],
	[119_000, "119 seconds"],
	[120_000, "2 minutes"],
	[119 * 60_000, "119 minutes"],
	[2 * HOUR, "2 hours"],
	[47 * HOUR, "47 hours"],
	[2 * DAY, "2 days"],
	[1_500 * DAY, "1,500 days"],
])("says %d ms as %s", (ms, text) => expect(stretch(ms)).toBe(text));

it.each([
	["18.20.0", "failing"],
	["20.18.9", "failing"],
	["20.19.0", "ok"],
	["22.1.0", "ok"],
	["24.0.0", "ok"],
] as const)("Node.js %s is %s", (version, level) => expect(nodeCheck(version).level).toBe(level));

it.each([
	[0, "failing"],
	[0.49 * GB, "failing"],
	[0.5 * GB, "warning"],
	[1.99 * GB, "warning"],
	[2 * GB, "ok"],
] as const)("%d bytes of disk are %s", (free, level) => {
	const check = diskCheck(free, "/data");
	expect(check.level).toBe(level);
	expect(check.remedy === null).toBe(level === "ok");
});

it.each([
	[0, "ok", /agrees .* within 1 second\./],
	[30_000, "ok", /within 30 seconds/],
	[31_000, "warning", /31 seconds ahead of/],
	[-31_000, "warning", /31 seconds behind/],
	[5 * 60_000, "warning", /5 minutes ahead/],
	[-301_000, "failing", /5 minutes behind/],
] as const)("a clock %d ms ahead is %s", (ahead, level, says) => {
	expect(clockCheck(ahead)).toMatchObject({ level, says: expect.stringMatching(says) });
});

describe("tables", () => {
	it("are OK when none is missing", () => {
		expect(tableChecks("sentinel", [clicks], ["UrlClickEvents", "Other"])).toMatchObject([
			{ id: "tables", level: "ok", says: "The one table that the hunts read is there: UrlClickEvents." },
		]);
	});

	it("name the hunts and the connector of a missing table", () => {
		const mail = { ...clicks, name: "EmailEvents", hunts: ["A", "B", "C"], connectors: [] };
		expect(tableChecks("sentinel", [clicks, mail], [])).toMatchObject([
			{
				id: "table:UrlClickEvents",
				level: "failing",
				says: "There is no table UrlClickEvents; “Clicks” needs it.",
				remedy: expect.stringContaining("MicrosoftThreatProtection"),
			},
			{ says: "There is no table EmailEvents; “A”, “B” and 1 more need it.", level: "failing" },
		]);
		expect(tableChecks("local", [clicks], [])[0]?.remedy).toContain("npm run import");
	});

	it("say that no hunt needs a table", () => {
		expect(tableChecks("sentinel", [], [])).toMatchObject([{ level: "warning" }]);
	});
});

describe("the newest row", () => {
	it.each([
		[HOUR, "ok"],
		[DAY, "ok"],
		[DAY + 1, "warning"],
		[7 * DAY, "warning"],
		[7 * DAY + 1, "failing"],
	] as const)("of %d ms ago is %s in Sentinel, and ok in files", (age, level) => {
		const facts = { ...clicks, newest: hence(age) };
		const check = newestCheck("sentinel", facts, now);
		expect(check.level).toBe(level);
		expect(check.remedy === null).toBe(level === "ok");
		expect(newestCheck("local", facts, now)).toMatchObject({ level: "ok", remedy: null });
	});

	it("is reported missing where there is none", () => {
		expect(newestCheck("sentinel", clicks, now).level).toBe("failing");
		expect(newestCheck("local", clicks, now).level).toBe("warning");
	});

	it("can be slightly in the future", () => {
		expect(newestCheck("sentinel", { ...clicks, newest: hence(-5_000) }, now).says).toContain(
			"0 seconds old",
		);
	});
});

describe("the ingestion delay", () => {
	it("is shown as unknown where nothing measures it", () => {
		expect(delayCheck("local", "T", null)).toMatchObject({
			level: "ok",
			says: "Not measured: rows from files carry no time of ingestion.",
		});
		expect(delayCheck("sentinel", "T", null).says).toMatch(/^Not measured/);
	});

	it.each([
		[24 * HOUR, "ok"],
		[24 * HOUR + 1, "warning"],
	] as const)("of %d ms is %s: runs look back over a day at most", (most, level) => {
		expect(delayCheck("sentinel", "T", { rows: 9, median: 60_000, most })).toMatchObject({ level });
	});
});
