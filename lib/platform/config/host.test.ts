import { describe, expect, it } from "vitest";
import { hostName, isAllowedHost, shownUrl } from "./host";

describe("isAllowedHost", () => {
	it.each([
		"localhost",
		"localhost:3000",
		"LOCALHOST:3000",
		"localhost.:3000",
		"127.0.0.1",
		"127.0.0.1:8080",
		"[::1]",
		"[::1]:3000",
		"desk.example",
		"Desk.Example:443",
	])("lets %s in", (header) => {
		expect(isAllowedHost(header, "127.0.0.1", ["desk.example"])).toBe(true);
	});

	it.each([
		undefined,
		"",
		"evil.example",
		"localhost.evil.example",
		"evil.example:3000",
		"127.0.0.1.evil.example",
		"localhost@evil.example",
		"localhost:3000:3000",
		"localhost/",
		"desk.example.evil.example",
		"192.168.1.5",
		"0.0.0.0:3000",
		"[::2]",
	])("refuses %s", (header) => {
		expect(isAllowedHost(header, "127.0.0.1", ["desk.example"])).toBe(false);
	});

	it("lets in the address it listens on, but nothing more when that is every address", () => {
		expect(isAllowedHost("192.168.1.5:3000", "192.168.1.5", [])).toBe(true);
		expect(isAllowedHost("192.168.1.5:3000", "0.0.0.0", [])).toBe(false);
		expect(isAllowedHost("0.0.0.0:3000", "0.0.0.0", [])).toBe(false);
	});
});

it("reads the name out of a Host header", () => {
	expect(hostName("[2001:DB8::1]:80")).toBe("2001:db8::1");
	expect(hostName("a b")).toBeUndefined();
});

it("shows an address a person can open", () => {
	expect(shownUrl("127.0.0.1", 3000)).toBe("http://localhost:3000");
	expect(shownUrl("0.0.0.0", 80)).toBe("http://localhost:80");
	expect(shownUrl("192.168.1.5", 3000)).toBe("http://192.168.1.5:3000");
	expect(shownUrl("2001:db8::1", 3000)).toBe("http://[2001:db8::1]:3000");
});
