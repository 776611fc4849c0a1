import { describe, expect, it } from "vitest";
import type { Row } from "@/lib/sources/workspaces/client";
import {
	EVIDENCE_LIMIT,
	EvidenceShelf,
	evidenceFields,
	mergeEvidence,
	observe,
	readUrlChain,
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
	it("makes one finding from the warning and the click through it", () => {
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
	it("finds the account of hunts that name the column differently", () => {
		expect(observe([{ UserPrincipalName: "lee@contoso.example" }], null)[0]?.accountUpn).toBe(
			"lee@contoso.example",
		);
	});
});

describe("EvidenceShelf", () => {
	const shelved = (findings: ReturnType<typeof observe>, rows: readonly Row[]) => {
		const shelf = new EvidenceShelf("ReportId");
		for (const row of rows) shelf.add(row);
		return findings.map((finding) => shelf.of(finding));
	};
	it("gives each account its own rows of a shared report, oldest first", () => {
		const other = { ...warning, AccountUpn: "lee@contoso.example" };
		const rows = [
			{ ...click, TimeGenerated: "2026-01-01T00:01:00Z" },
			{ ...warning, TimeGenerated: "2026-01-01T00:00:00Z" },
			{ ...other, TimeGenerated: "2026-01-01T00:02:00Z" },
		];
		const [kim, lee] = shelved(observe([warning, other], null), rows);
		expect(kim?.map((row) => row.TimeGenerated)).toEqual(["2026-01-01T00:00:00Z", "2026-01-01T00:01:00Z"]);
		expect(lee).toHaveLength(1);
	});
	it("keeps the newest clicks of a link that was clicked endlessly", () => {
		const rows = Array.from({ length: 5_000 }, (_, index) => ({
			...click,
			TimeGenerated: new Date(Date.UTC(2026, 0, 1) + ((index * 7_919) % 5_000) * 1_000).toISOString(),
		}));
		const [kim] = shelved(observe([click], null), rows);
		expect(kim).toHaveLength(EVIDENCE_LIMIT);
		expect(kim?.[0]?.TimeGenerated).toBe("2026-01-01T01:22:30.000Z");
		expect(kim?.at(-1)?.TimeGenerated).toBe("2026-01-01T01:23:19.000Z");
	});
});

describe("evidenceFields", () => {
	it("reads whether a click went through, and the newest time", () => {
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
