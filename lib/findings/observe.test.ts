import { describe, expect, it } from "vitest";
import {
	EVIDENCE_LIMIT,
	evidenceFields,
	mergeEvidence,
	observe,
	readUrlChain,
	withEvidence,
} from "./observe";

const warning = {
	ReportId: "r1",
	IsClickedThrough: false,
	AccountUpn: "kim@contoso.example",
	NetworkMessageId: "m1",
	ThreatTypes: "Phish",
};
const click = {
	...warning,
	AccountUpn: "KIM@contoso.example",
	IsClickedThrough: true,
	ThreatTypes: "Phish, Malware",
};

describe("observe", () => {
	it("makes one finding of the warning and the click through it", () => {
		const findings = observe([warning, click], null);
		expect(findings).toHaveLength(1);
		expect(findings[0]).toMatchObject({
			clickedThrough: true,
			threatTypes: ["Phish", "Malware"],
			accountUpn: "kim@contoso.example",
			rows: [warning, click],
		});
	});
	it("keeps a report that two people share apart", () => {
		expect(observe([warning, { ...warning, AccountUpn: "lee@contoso.example" }], null)).toHaveLength(2);
	});
	it("takes the account of hunts that name it otherwise", () => {
		expect(observe([{ UserPrincipalName: "lee@contoso.example" }], null)[0]?.accountUpn).toBe(
			"lee@contoso.example",
		);
	});
});

describe("withEvidence", () => {
	it("gives each account its own rows of a shared report, oldest first", () => {
		const other = { ...warning, AccountUpn: "lee@contoso.example" };
		const rows = [
			{ ...click, TimeGenerated: "2026-01-01T00:01:00Z" },
			{ ...warning, TimeGenerated: "2026-01-01T00:00:00Z" },
			{ ...other, TimeGenerated: "2026-01-01T00:02:00Z" },
		];
		const [kim, lee] = withEvidence(observe([warning, other], null), rows, "ReportId");
		expect(kim?.evidence.map((row) => row.TimeGenerated)).toEqual([
			"2026-01-01T00:00:00Z",
			"2026-01-01T00:01:00Z",
		]);
		expect(lee?.evidence).toHaveLength(1);
	});
});

describe("evidenceFields", () => {
	it("reads the click that went through, and the newest time", () => {
		const fields = evidenceFields([
			{ ...click, TimeGenerated: "2026-01-01T00:00:00.1234567Z", Url: "https://through.example/" },
			{ ...warning, TimeGenerated: "2026-01-02T00:00:00Z", Url: "https://warned.example/" },
		]);
		expect(fields.url).toBe("https://through.example/");
		expect(fields.eventAt?.toISOString()).toBe("2026-01-02T00:00:00.000Z");
	});
	it("has no time without evidence, never 1970", () => {
		expect(evidenceFields([]).eventAt).toBeNull();
		expect(evidenceFields([{ TimeGenerated: null }]).eventAt).toBeNull();
	});
});

describe("mergeEvidence", () => {
	it("keeps each row once and the newest of too many", () => {
		const rows = Array.from({ length: EVIDENCE_LIMIT + 10 }, (_, n) => ({
			TimeGenerated: `t${String(n).padStart(3, "0")}`,
		}));
		const merged = mergeEvidence(rows, rows);
		expect(merged).toHaveLength(EVIDENCE_LIMIT);
		expect(merged.at(-1)).toEqual(rows.at(-1));
	});
});

describe("readUrlChain", () => {
	it.each([
		['["https://a.example/","https://b.example/"]', ["https://a.example/", "https://b.example/"]],
		["", []],
		[null, []],
		["https://a.example/", ["https://a.example/"]],
		['{"a":1}', ['{"a":1}']],
	])("%j", (value, expected) => {
		expect(readUrlChain(value)).toEqual(expected);
	});
});
