import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
	addChanges,
	BENIGN_REASONS,
	clickKind,
	decisionProblem,
	FINDING_STATUSES,
	type FindingChanges,
	identityText,
	isOpen,
	materialChanges,
	mergeObservations,
	NOTE_LIMIT,
	type Observation,
	readClickedThrough,
	splitThreatTypes,
	statusAfterRun,
	VERDICTS,
} from "./rules";

const observation: fc.Arbitrary<Observation> = fc.record({
	clickedThrough: fc.constantFrom(true, false, null),
	threatTypes: fc.uniqueArray(fc.constantFrom("Phish", "Malware", "Spam", "phish")),
});

describe("decisionProblem", () => {
	it("accepts exactly the valid combinations of verdict, reason and note", () => {
		for (const verdict of VERDICTS) {
			for (const reason of [undefined, ...BENIGN_REASONS]) {
				for (const note of [
					undefined,
					"",
					"  ",
					"written",
					"x".repeat(NOTE_LIMIT),
					"x".repeat(NOTE_LIMIT + 1),
				]) {
					const problem = decisionProblem({ verdict, reason, note });
					const written = (note ?? "").trim();
					const expected =
						verdict === "benign"
							? reason === undefined
								? "reason"
								: reason === "other" && written === ""
									? "note"
									: written.length > NOTE_LIMIT
										? "note"
										: null
							: reason !== undefined
								? "reason"
								: written.length > NOTE_LIMIT
									? "note"
									: null;
					expect(problem?.field ?? null, `${verdict} ${reason} ${written.length}`).toBe(expected);
				}
			}
		}
	});
});

describe("readClickedThrough", () => {
	it.each([
		[true, true],
		[false, false],
		["true", true],
		["True", true],
		["TRUE", true],
		["false", false],
		["False", false],
		[1, true],
		[0, false],
		["1", true],
		["0", false],
		['"1"', true],
		['"0"', false],
		[" true ", true],
		["", null],
		[null, null],
		[undefined, null],
		["yes", null],
		[2, null],
		[{}, null],
	])("reads %j as %j", (value, expected) => {
		expect(readClickedThrough(value)).toBe(expected);
	});
});

describe("splitThreatTypes", () => {
	it.each([
		[null, []],
		["", []],
		["Phish", ["Phish"]],
		["Phish, Malware", ["Phish", "Malware"]],
		["Phish,,Phish , ", ["Phish"]],
		["phish, MALWARE,spam, PHISH", ["Phish", "Malware", "Spam"]],
		["Zero-day,ZERO-DAY", ["Zero-day"]],
	])("splits %j", (text, expected) => {
		expect(splitThreatTypes(text)).toEqual(expected);
	});
});

describe("mergeObservations", () => {
	it("never removes a click-through or a threat type", () => {
		fc.assert(
			fc.property(observation, observation, (a, b) => {
				const merged = mergeObservations(a, b);
				expect(merged.clickedThrough === true).toBe(a.clickedThrough === true || b.clickedThrough === true);
				const named = merged.threatTypes.map((type) => type.toLowerCase());
				for (const type of [...a.threatTypes, ...b.threatTypes]) expect(named).toContain(type.toLowerCase());
				expect(new Set(named).size, "each once, letter case aside").toBe(named.length);
			}),
		);
	});
	it("distinguishes unknown from false", () => {
		const of = (clickedThrough: boolean | null) => ({ clickedThrough, threatTypes: [] });
		expect(mergeObservations(of(null), of(null)).clickedThrough).toBeNull();
		expect(mergeObservations(of(null), of(false)).clickedThrough).toBe(false);
	});
	it("gives the same result when applied twice", () => {
		fc.assert(
			fc.property(observation, observation, (a, b) => {
				const once = mergeObservations(a, b);
				expect(mergeObservations(once, b)).toEqual(once);
				expect(materialChanges(once, b)).toBeNull();
			}),
		);
	});
});

describe("materialChanges", () => {
	const known = { clickedThrough: false, threatTypes: ["Phish"] };
	it("is a click that went through", () => {
		expect(materialChanges(known, { clickedThrough: true, threatTypes: ["Phish"] })).toEqual({
			clickedThrough: { from: false, to: true },
		});
		expect(materialChanges({ ...known, clickedThrough: null }, { ...known, clickedThrough: true })).toEqual({
			clickedThrough: { from: null, to: true },
		});
	});
	it("is an added threat type, not the same in other letters", () => {
		expect(materialChanges(known, { clickedThrough: false, threatTypes: ["phish", "Malware"] })).toEqual({
			threatTypesAdded: ["Malware"],
		});
	});
	it("is nothing that was taken away", () => {
		expect(materialChanges({ clickedThrough: true, threatTypes: ["Phish", "Spam"] }, known)).toBeNull();
		expect(materialChanges(known, { clickedThrough: null, threatTypes: [] })).toBeNull();
	});
});

describe("statusAfterRun", () => {
	it("reopens decided findings that changed, and nothing else", () => {
		const changes: FindingChanges = { threatTypesAdded: ["Malware"] };
		for (const status of FINDING_STATUSES) {
			expect(statusAfterRun(status, null)).toBe(status);
			expect(statusAfterRun(status, changes)).toBe(isOpen(status) ? status : "changed");
		}
	});
});

describe("addChanges", () => {
	it("keeps the first click-through and every threat type", () => {
		const first: FindingChanges = { clickedThrough: { from: null, to: true } };
		const second: FindingChanges = { threatTypesAdded: ["Malware"] };
		expect(addChanges(null, second)).toEqual(second);
		expect(addChanges(first, second)).toEqual({ ...first, ...second });
		expect(addChanges(second, { threatTypesAdded: ["Malware", "Spam"] })).toEqual({
			threatTypesAdded: ["Malware", "Spam"],
		});
	});
});

describe("identityText", () => {
	const row = {
		ReportId: "r1",
		AccountUpn: "Kim@Contoso.example",
		IsClickedThrough: false,
		TimeGenerated: "t",
	};
	it("is the report and the account in lower case, whatever else the row says", () => {
		const same = {
			...row,
			AccountUpn: "kim@contoso.EXAMPLE",
			IsClickedThrough: true,
			TimeGenerated: "later",
		};
		expect(identityText(same, null)).toBe(identityText(row, null));
		expect(identityText({ ...row, ReportId: "r2" }, null)).not.toBe(identityText(row, null));
		expect(identityText({ ...row, AccountUpn: "lee@contoso.example" }, null)).not.toBe(
			identityText(row, null),
		);
	});
	it.each([" kim@contoso.example", "Kim@contoso.example ", "\u00a0kim@contoso.example\t"])(
		"is the same user with blanks around the name: %j",
		(AccountUpn) => {
			expect(identityText({ ...row, AccountUpn }, null)).toBe(identityText(row, null));
			for (const column of ["AccountUpn", "UserPrincipalName", "RecipientEmailAddress"]) {
				expect(identityText({ [column]: AccountUpn }, [column])).toBe(
					identityText({ [column]: row.AccountUpn }, [column]),
				);
			}
		},
	);
	it("is the whole row where one of them is missing, in any order of columns", () => {
		expect(identityText({ a: 1, b: "x" }, null)).toBe(identityText({ b: "x", a: 1 }, null));
		expect(identityText({ ...row, ReportId: "" }, null)).not.toBe(
			identityText({ ...row, ReportId: "", IsClickedThrough: true }, null),
		);
	});
	it("is the hunt's own columns where it names them", () => {
		expect(identityText({ a: 1, b: 2 }, ["a"])).toBe(identityText({ a: 1, b: 3 }, ["a"]));
	});
	it("never joins two values ambiguously", () => {
		fc.assert(
			fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (a, b, c, d) => {
				fc.pre(a !== c || b !== d);
				expect(identityText({ a, b }, ["a", "b"])).not.toBe(identityText({ a: c, b: d }, ["a", "b"]));
			}),
		);
	});
});

describe("clickKind", () => {
	it.each([
		[true, null, "clicked-through"],
		[true, "ClickBlocked", "clicked-through"],
		[false, "ClickAllowed", "not-clicked-through"],
		[null, "ClickAllowed", "not-clicked-through"],
		[false, null, "not-clicked-through"],
		[false, "ClickBlocked", "blocked"],
		[null, "ClickBlockedByTenantPolicy", "blocked"],
		[null, "UrlErrorPage", "other"],
		[false, "UrlScanInProgress", "other"],
		[null, null, "unknown"],
	] as const)("reads %j with %j as %s", (clickedThrough, actionType, kind) => {
		expect(clickKind({ clickedThrough, actionType })).toBe(kind);
	});
});
