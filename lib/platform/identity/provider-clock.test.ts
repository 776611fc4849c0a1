import { describe, expect, it } from "vitest";
import { clockText, headerDifference, troubleOf } from "./provider-clock";

describe("the provider's clock", () => {
	it("is compared by the Date header, in the middle of the request, with a cache's Age", () => {
		const sent = Date.parse("2026-03-01T12:00:00.000Z");
		const headers = (date: string, age?: string) =>
			new Headers({ date, ...(age === undefined ? {} : { age }) });
		expect(headerDifference(headers("Sun, 01 Mar 2026 12:00:45 GMT"), sent, sent + 1_000)).toBe(45);
		expect(headerDifference(headers("Sun, 01 Mar 2026 11:00:00 GMT"), sent, sent + 1_000)).toBe(-3_600);
		expect(headerDifference(headers("Sun, 01 Mar 2026 11:50:00 GMT", "600"), sent, sent)).toBe(1);
		expect(headerDifference(new Headers(), sent, sent)).toBeNull();
	});

	it("is reported with its direction", () => {
		expect(clockText(45)).toBe("45 seconds behind the sign-in provider’s");
		expect(clockText(-1)).toBe("1 second ahead of the sign-in provider’s");
		expect(clockText(-7_200)).toBe("2 hours ahead of the sign-in provider’s");
	});

	it("is not blamed for a certificate or an unreachable provider, and a certificate is named", () => {
		const refused = Object.assign(new Error("connect"), { code: "ECONNREFUSED" });
		expect(troubleOf(new Error("fetch failed", { cause: refused }))).toEqual({ kind: "down" });
		for (const code of ["CERT_NOT_YET_VALID", "CERT_HAS_EXPIRED"]) {
			const cause = Object.assign(new Error("tls"), { code });
			expect(troubleOf(new Error("fetch failed", { cause }))).toEqual({ kind: "certificate" });
		}
	});
});
