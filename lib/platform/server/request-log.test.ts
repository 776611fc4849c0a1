import { expect, it } from "vitest";
import { loggedPath } from "./request-log";

it.each([
	["/api/findings?text=secret&user=ada", "/api/findings"],
	[
		"/api/findings/01a20b56-6f14-73cd-baea-455e5139d957",
		"/api/findings/01a20b56-6f14-73cd-baea-455e5139d957",
	],
	["/people/ada@contoso.example", "/people/*"],
	["/join/dGhpcyBpcyBhIHNlY3JldA", "/join/*"],
	["/join/0123456789abcdef0123456789abcdef", "/join/*"],
	["/https://login.example/token", "/*//*/token"],
	["/hunts/%E2%80%AEevil", "/hunts/*"],
	["/_next/static/chunks/abc.js?v=1", "/_next"],
	["/findings#x", "/findings"],
	["*", "*"],
	[undefined, ""],
])("logs %s as %s", (url, path) => {
	expect(loggedPath(url)).toBe(path);
});

it("is never long", () => {
	expect(loggedPath(`/${"a/".repeat(100_000)}`).length).toBeLessThan(400);
});
