import { describe, expect, it } from "vitest";
import { CLASSIFICATION_REASONS, CLASSIFICATIONS } from "@/lib/cases/record/rules";
import { CASE_STATUSES } from "@/lib/core/case-status";
import { guidOf, hashOf } from "./hash";
import {
	caseClassification,
	caseReason,
	INCIDENT_LIMITS,
	incidentFields,
	incidentLabels,
	incidentStatus,
	type PushedCase,
	pushDelayMs,
	readFields,
	theirChanges,
	writeFields,
} from "./rules";

const plain = (text: string) => text;
const of = (over: Partial<PushedCase> = {}): PushedCase => ({
	number: 7,
	title: "Five clicks",
	severity: "high",
	tlp: "amber_strict",
	status: "open",
	classification: null,
	classificationReason: null,
	closingNote: null,
	owner: null,
	tags: ["phish"],
	known: "Known",
	hypothesis: "",
	nextAction: null,
	findings: 5,
	mergedInto: null,
	link: null,
	...over,
});

describe("a case as an incident", () => {
	it.each([
		["open", false, "New"],
		["open", true, "Active"],
		["contained", false, "Active"],
		["resolved", true, "Active"],
		["closed", false, "Closed"],
	] as const)("%s, owned %s, is %s", (status, owned, expected) => {
		expect(incidentStatus(status, owned)).toBe(expected);
	});

	it("has a classification only while closed, and every reason maps to one of Sentinel's", () => {
		for (const status of CASE_STATUSES) {
			for (const classification of CLASSIFICATIONS) {
				for (const reason of [null, ...CLASSIFICATION_REASONS[classification]]) {
					const { fields } = incidentFields(
						of({ status, classification, classificationReason: reason, closingNote: "Done." }),
						plain,
					);
					if (status !== "closed") {
						expect([
							fields.classification,
							fields.classificationReason,
							fields.classificationComment,
						]).toEqual([null, null, null]);
					} else {
						expect(caseClassification(fields.classification)).toBe(classification);
						expect(caseReason(fields.classificationReason)).toBe(reason);
						expect(fields.classificationComment).toBe("Done.");
					}
				}
			}
		}
	});

	it("closes the incident of a merged case and names the remaining case", () => {
		const { fields } = incidentFields(of({ mergedInto: 3, status: "open" }), plain);
		expect(fields).toMatchObject({
			status: "Closed",
			classification: "Undetermined",
			classificationComment: "Merged into case 3.",
		});
	});

	it("cuts a description to Sentinel's limit, keeps the link and says so", () => {
		const link = "https://desk.example/cases/7";
		const long = incidentFields(of({ known: "k".repeat(9_000), link }), plain);
		expect(long.descriptionCut).toBe(true);
		expect(long.fields.description.length).toBe(INCIDENT_LIMITS.description);
		expect(long.fields.description.endsWith(link)).toBe(true);
		expect(incidentFields(of({ link }), plain).descriptionCut).toBe(false);
	});

	it("defangs text from outside, and not its own link", () => {
		const { fields } = incidentFields(
			of({ title: "bad", known: "bad", closingNote: "bad", link: "https://bad.example" }),
			(text) => text.replaceAll("bad", "good"),
		);
		expect(fields.title).toBe("[Case 7] good");
		expect(fields.description).toMatch(/Known: good[\s\S]*https:\/\/bad\.example$/);
	});

	it("names an owner by their user principal name where they have one", () => {
		const owner = (login: string | null) =>
			incidentFields(of({ owner: { name: "Ada", login } }), plain).fields.owner;
		expect([owner("Ada@Contoso.example"), owner("ada"), owner(null)]).toEqual([
			"ada@contoso.example",
			"Ada",
			"Ada",
		]);
	});

	it("has TLP and tags as labels, without duplicates", () => {
		expect(incidentLabels({ tlp: "amber_strict", tags: ["phish", "phish"] })).toEqual([
			"TLP:AMBER+STRICT",
			"phish",
		]);
	});

	it("reads back as it was written", () => {
		const { fields } = incidentFields(
			of({ status: "closed", classification: "true_positive", owner: { name: "Ada", login: "a@b.example" } }),
			plain,
		);
		expect(readFields(writeFields(fields, []))).toEqual(fields);
	});
});

describe("a change made in Sentinel", () => {
	const { fields } = incidentFields(of(), plain);

	it("is a value that differs from both what we wrote and what we have", () => {
		const theirs = { ...fields, status: "Active", owner: "b@contoso.example" };
		expect(theirChanges(theirs, fields, [fields])).toEqual(["status", "owner"]);
		// We have come to the same.
		expect(theirChanges(theirs, { ...fields, status: "Active" }, [fields])).toEqual(["owner"]);
		// It is of a write of ours whose answer was lost.
		expect(theirChanges(theirs, fields, [fields, theirs])).toEqual([]);
		// We have changed, they have not.
		expect(theirChanges(fields, { ...fields, title: "Another" }, [fields])).toEqual([]);
	});

	it("can't be detected before the first push", () => {
		expect(theirChanges({ ...fields, title: "x" }, fields, [])).toEqual([]);
	});
});

it("waits a minute after a failure, then longer, at most an hour", () => {
	expect([1, 2, 3, 7, 40].map((attempts) => pushDelayMs(attempts, 0.5) / 60_000)).toEqual([1, 2, 4, 60, 60]);
	expect(pushDelayMs(1, 0)).toBe(48_000);
	expect(pushDelayMs(1, 1)).toBe(72_000);
});

it("makes stable GUIDs, and hashes that do not depend on order", () => {
	expect(guidOf("a", "b")).toBe(guidOf("a", "b"));
	expect(guidOf("a", "b")).not.toBe(guidOf("a", "c"));
	expect(guidOf("a")).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
	expect(hashOf({ a: 1, b: { c: [2], d: 3 } })).toBe(hashOf({ b: { d: 3, c: [2] }, a: 1 }));
	expect(hashOf({ a: 1 })).not.toBe(hashOf({ a: 2 }));
});
