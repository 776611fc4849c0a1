import { describe, expect, it } from "vitest";
import { etag, readIfMatch } from "./etag";

describe("If-Match", () => {
	it("reads the version from an ETag", () => {
		expect(readIfMatch(etag(7))).toBe("7");
		expect(readIfMatch(` ${etag("running-stopping")} `)).toBe("running-stopping");
		expect(readIfMatch(null)).toBeNull();
	});

	it.each(["", "7", "*", 'W/"7"', '"7", "8"', '"', '""', '"a"b"', `"${"7".repeat(101)}"`, '"\u0000"'])(
		"rejects %j: a write names the one version the person saw",
		(header) => {
			expect(() => readIfMatch(header)).toThrow("If-Match is not one entity tag.");
		},
	);
});
