import { describe, expect, it } from "vitest";
import { RETRY_POLICY, readRetryAfter, retryWait } from "./retry";

const failure = (status: number | null, retryAfterMs: number | null = null) => ({ status, retryAfterMs });

describe("retryWait", () => {
	it.each([429, 502, 503, null])("retries after %s", (status) => {
		expect(retryWait(RETRY_POLICY, failure(status), 1, 0, 0)).toBe(500);
		expect(retryWait(RETRY_POLICY, failure(status), 1, 0, 1)).toBe(1_000);
		expect(retryWait(RETRY_POLICY, failure(status), 3, 0, 1)).toBe(4_000);
	});

	it.each([400, 401, 403, 404, 413, 500, 504])("does not retry after %s", (status) => {
		expect(retryWait(RETRY_POLICY, failure(status, 1_000), 1, 0, 0)).toBeNull();
	});

	it("waits at least as long as Retry-After says, with jitter", () => {
		expect(retryWait(RETRY_POLICY, failure(429, 7_000), 1, 0, 0)).toBe(7_000);
		expect(retryWait(RETRY_POLICY, failure(429, 7_000), 1, 0, 0.5)).toBe(7_500);
	});

	it("gives up after the last attempt, or when the next wait would exceed its budget", () => {
		expect(retryWait(RETRY_POLICY, failure(503), RETRY_POLICY.most, 0, 0)).toBeNull();
		expect(retryWait(RETRY_POLICY, failure(429, 130_000), 1, 0, 0)).toBeNull();
		expect(retryWait(RETRY_POLICY, failure(429, 60_000), 2, 61_000, 0)).toBeNull();
	});

	it("always ends", () => {
		let waited = 0;
		let attempts = 1;
		for (;;) {
			const wait = retryWait(RETRY_POLICY, failure(null), attempts, waited, 1);
			if (wait === null) break;
			waited += wait;
			attempts += 1;
		}
		expect(attempts).toBeLessThanOrEqual(RETRY_POLICY.most);
		expect(waited).toBeLessThanOrEqual(RETRY_POLICY.budget);
	});
});

describe("readRetryAfter", () => {
	const now = new Date("2026-01-01T00:00:00Z");
	it.each([
		["3", 3_000],
		["0", 0],
		["Thu, 01 Jan 2026 00:00:10 GMT", 10_000],
		["Wed, 31 Dec 2025 00:00:00 GMT", 0],
		["soon", null],
		["", null],
		[undefined, null],
	])("reads %s", (value, expected) => {
		expect(readRetryAfter(value, now)).toBe(expected);
	});
});
