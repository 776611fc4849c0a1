import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
	acknowledgementDue,
	acknowledgementProblem,
	isToEscalate,
	progressOf,
	READ_BACK_ANSWERS,
	readerProblem,
} from "./read-back-rules";

describe("who reads back", () => {
	it("is anyone except the person who signed it", () => {
		expect(readerProblem({ actorId: "b", outgoingId: "a", others: 3 })).toBeNull();
		expect(readerProblem({ actorId: "a", outgoingId: "a", others: 1 })).toMatch(/someone else/);
	});
	it("is the person who signed it where there is nobody else", () => {
		expect(readerProblem({ actorId: "a", outgoingId: "a", others: 0 })).toBeNull();
	});
	it("is never a service", () => {
		expect(readerProblem({ actorId: null, outgoingId: null, others: 0 })).toMatch(/person/);
	});
});

describe("the progress of a read-back", () => {
	it("counts every item once", () => {
		const item = fc.constantFrom("a", "b", "c", "d");
		fc.assert(
			fc.property(
				fc.uniqueArray(item),
				fc.uniqueArray(fc.record({ item, answer: fc.constantFrom(...READ_BACK_ANSWERS) }), {
					selector: (given) => given.item,
				}),
				(items, given) => {
					const { accepted, asked, declined, open } = progressOf(items, given);
					expect(accepted + asked + declined + open).toBe(items.length);
					const answered = given.filter((one) => items.includes(one.item));
					expect(open).toBe(items.length - answered.length);
				},
			),
		);
	});
});

describe("the acknowledgement", () => {
	const done = { accepted: 2, asked: 0, declined: 1, open: 0 };
	const own = "Two campaigns, one waits for the user.";
	it("requires every item accepted or declined, and a synthesis", () => {
		expect(acknowledgementProblem(done, own)).toBeNull();
		expect(acknowledgementProblem({ ...done, accepted: 0, declined: 0 }, own)).toBeNull();
	});
	it("says what is missing, the items first", () => {
		expect(acknowledgementProblem({ ...done, open: 1, asked: 1 }, "")).toBe("One item has no answer yet.");
		expect(acknowledgementProblem({ ...done, open: 2 }, own)).toBe("2 items have no answer yet.");
		expect(acknowledgementProblem({ ...done, asked: 2 }, own)).toMatch(/^2 items are still asked about/);
		expect(acknowledgementProblem(done, "  ok      ")).toMatch(/own words/);
	});
});

describe("a handover that nobody acknowledges", () => {
	const signedAt = new Date("2026-03-01T06:00:00Z");
	const standing = { status: "signed", signedAt, escalatedAt: null } as const;
	const at = (minutes: number) => new Date(signedAt.getTime() + minutes * 60_000);
	it("is escalated once, when its time has passed", () => {
		expect(acknowledgementDue(signedAt, 30)).toEqual(at(30));
		expect(isToEscalate(standing, 30, new Date(at(30).getTime() - 1))).toBe(false);
		expect(isToEscalate(standing, 30, at(30))).toBe(true);
		expect(isToEscalate({ ...standing, escalatedAt: at(30) }, 30, at(60))).toBe(false);
	});
	it("is not escalated once acknowledged, before it is signed, or where that is turned off", () => {
		expect(isToEscalate({ ...standing, status: "acknowledged" }, 30, at(60))).toBe(false);
		expect(isToEscalate({ ...standing, status: "draft", signedAt: null }, 30, at(60))).toBe(false);
		expect(isToEscalate(standing, 0, at(6_000))).toBe(false);
		expect(acknowledgementDue(signedAt, 0)).toBeNull();
	});
});
