import { describe, expect, it } from "vitest";
import { AppError } from "./errors";
import { describeError, redact, scrub } from "./redact";

describe("scrub", () => {
	it.each([
		"https://login.example/?token=abc",
		"hxxps://login[.]example/a",
		"postgresql://afterclick:hunter2@db.example:5432/afterclick",
		"ada.lovelace@contoso.example",
		"Bearer abc.def-ghi",
		"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln",
		"Cookie: afterclick_person=1",
		"?sig=abc&code=def",
		"dGhpcyBpcyBhIHNlY3JldCB0b2tlbiAxMjM0NTY3",
	])("removes all of %s", (secret) => {
		expect(scrub(`before ${secret} after`)).toMatch(/^before \??(\[redacted\]&?)+( after)?$/);
	});
	it("leaves words, numbers, UUIDs and SQL states", () => {
		const text = "run 01a20b56-6f14-73cd-baea-455e5139d957 failed after 12 ms: 23505 in Finding";
		expect(scrub(text)).toBe(text);
	});
	it("cuts long text", () => {
		expect(scrub("x ".repeat(1_000_000)).length).toBeLessThan(2_100);
	});
});

describe("redact", () => {
	it("cuts secret members by name at any depth, whatever their case", () => {
		const clean = JSON.stringify(
			redact({ a: { b: { c: { Note: "mine", "set-cookie": "x=y", AccountUpn: "ada", kept: 1 } } } }),
		);
		expect(clean).not.toMatch(/mine|x=y|ada/);
		expect(clean).toContain('"kept":1');
	});
	it("ends on circular values", () => {
		const loop: Record<string, unknown> = {};
		loop.self = loop;
		expect(JSON.stringify(redact(loop))).toContain("[redacted]");
	});
});

describe("describeError", () => {
	it("keeps the messages of our own errors, and the unquoted part of others'", () => {
		expect(describeError(new AppError("internal", "The export stopped."))).toMatchObject({
			type: "AppError",
			message: "The export stopped.",
			code: "internal",
		});
		expect(
			describeError(new TypeError("Cannot read properties of undefined (reading 'rows')")),
		).toMatchObject({
			message: "Cannot read properties of undefined (reading 'rows')",
		});
		let caught: unknown;
		try {
			JSON.parse("hunter2 is my password");
		} catch (error) {
			caught = error;
		}
		expect(JSON.stringify(describeError(caught))).not.toContain("hunter2");
	});
	it("keeps the frames of a stack and not the message above them", () => {
		const described = describeError(new Error("line one\nhunter2 in line two")) as { stack: string };
		expect(described.stack).toMatch(/^\s+at .*redact\.test\.ts/);
		expect(described.stack).not.toContain("hunter2");
	});
	it("follows causes and aggregate errors", () => {
		const error = new AggregateError([new Error("first")], "several", { cause: new Error("why") });
		expect(describeError(error)).toMatchObject({
			cause: { message: "why" },
			errors: [{ message: "first" }],
		});
	});
});
