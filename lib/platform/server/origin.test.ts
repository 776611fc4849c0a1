import { expect, it } from "vitest";
import { isForeignWrite } from "./origin";

const post = (origin: string | undefined, host = "desk.example", site?: string, publicUrl?: string) =>
	isForeignWrite(
		"POST",
		{ host, ...(origin ? { origin } : {}), ...(site ? { "sec-fetch-site": site } : {}) },
		publicUrl,
	);

it.each([
	["http://desk.example", "desk.example"],
	["https://desk.example", "desk.example"],
	["https://desk.example", "desk.example:443"],
	["http://desk.example", "desk.example:80"],
	["http://localhost:3000", "localhost:3000"],
	["http://[::1]:3000", "[::1]:3000"],
	["https://Desk.Example", "desk.example"],
	[undefined, "desk.example"],
])("lets %s write to %s", (origin, host) => {
	expect(post(origin, host)).toBe(false);
});

it.each([
	["https://evil.example", "desk.example"],
	["https://desk.example.evil.example", "desk.example"],
	["https://desk.example:8443", "desk.example"],
	["http://localhost:3001", "localhost:3000"],
	["http://127.0.0.1:3000", "localhost:3000"],
	["chrome-extension://desk.example", "desk.example"],
	["not an origin", "desk.example"],
	["http://desk.example@evil.example", "desk.example"],
])("refuses %s to write to %s", (origin, host) => {
	expect(post(origin, host)).toBe(true);
});

it("relies on Sec-Fetch-Site for requests without an origin", () => {
	expect(post("null", "desk.example", "same-origin")).toBe(false);
	expect(post("null", "desk.example", "cross-site")).toBe(true);
	expect(post("null")).toBe(true);
});

it("compares with the public address, whatever Host the proxy passes", () => {
	expect(post("https://desk.example", "127.0.0.1:3000", undefined, "https://desk.example")).toBe(false);
	expect(post("http://desk.example", "127.0.0.1:3000", undefined, "https://desk.example")).toBe(true);
});

it.each(["GET", "HEAD", "OPTIONS"])("lets every origin %s", (method) => {
	expect(isForeignWrite(method, { host: "desk.example", origin: "https://evil.example" }, undefined)).toBe(
		false,
	);
});
