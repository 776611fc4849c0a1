import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lockMs, mappedRole, passwordProblem, returnPath } from "./rules";

describe("passwordProblem", () => {
	it.each(["seven green bottles", "Tr0mbone-on-fire", "åßčďéüåßčďéü", `${"x".repeat(251)}abcde`])(
		"accepts %s",
		(password) => expect(passwordProblem(password, "kim@contoso.example")).toBeNull(),
	);
	it.each([
		["elevenchars", "at least 12"],
		[`${"ø".repeat(128)}x`, "at most 256"],
		["my KIM is a trombone", "login"],
		["AfterClick forever", "afterclick"],
		["aaaaaaaaaaaabbb", "repeats"],
		["Password-1234", "first"],
		["Correct Horse Battery Staple", "first"],
	])("refuses %s", (password, why) => expect(passwordProblem(password, "kim")).toContain(why));
});

describe("lockMs", () => {
	it("grows from half a minute to a quarter of an hour", () => {
		expect([1, 4, 5, 6, 7, 9, 10, 11, 1e9].map(lockMs)).toEqual([
			0, 0, 30_000, 60_000, 120_000, 480_000, 900_000, 900_000, 900_000,
		]);
	});
});

describe("returnPath", () => {
	it.each(["/findings", "/findings/1?a=b&c=%2F", "/hunts?x=//y", "/#a", "/sign-ins"])("keeps %s", (path) =>
		expect(returnPath(path)).toBe(path),
	);
	it.each([
		null,
		"",
		"findings",
		"//evil.example",
		"/\\evil.example",
		"/a\\b",
		"/\t/evil.example",
		"/a\nb",
		"https://evil.example",
		"javascript:alert(1)",
		"/sign-in?returnTo=/sign-in",
		"/api/sign-out",
		"/ä",
		`/${"a".repeat(2_001)}`,
	])("does not follow %s", (path) => expect(returnPath(path)).toBe("/"));
	it("stays on this origin whatever it is given", () => {
		fc.assert(
			fc.property(fc.string({ unit: "binary" }), (text) => {
				for (const wanted of [text, `/${text}`, `/\\${text}`, `//${text}`]) {
					expect(new URL(returnPath(wanted), "https://desk.example").origin).toBe("https://desk.example");
				}
			}),
		);
	});
});

it("the highest mapped role counts, and only mapped ones", () => {
	const roles = new Map([
		["Desk.Viewer", "viewer"],
		["Desk.Lead", "lead"],
	] as const);
	expect(mappedRole(["Desk.Viewer", "other", "Desk.Lead", "Desk.Viewer"], roles)).toBe("lead");
	expect(mappedRole(["desk.lead", "constructor"], roles)).toBeNull();
});
