import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
	maskedUrl,
	oneLine,
	PATIENCE_MS,
	retryAfterSeconds,
	retryDelayMs,
	type Standing,
	settle,
	urlProblem,
} from "./rules";

const HOUR = 3_600_000;
const NOW = new Date("2026-03-01T12:00:00Z");
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const standing = (over: Partial<Standing> = {}): Standing => ({
	tries: 0,
	limit: 11,
	test: false,
	failingSince: null,
	...over,
});
const answer = (status: number | null, retryAfter: number | null = null) => ({
	status,
	problem: status === null ? "no" : null,
	retryAfterSeconds: retryAfter,
});

describe("retryDelayMs", () => {
	it("starts at 15 seconds, triples, and never exceeds six hours by more than its jitter", () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 30 }), random, (tries, r) => {
				const middle = Math.min(15_000 * 3 ** (tries - 1), 6 * HOUR);
				const delay = retryDelayMs(tries, r);
				expect(delay).toBeGreaterThanOrEqual(Math.floor(middle * 0.8));
				expect(delay).toBeLessThanOrEqual(Math.ceil(middle * 1.2));
			}),
		);
	});
	it("spreads eleven attempts over about a day", () => {
		const total = Array.from({ length: 10 }, (_, n) => retryDelayMs(n + 1, 0.5)).reduce((a, b) => a + b, 0);
		expect(total / HOUR).toBeCloseTo(22.55, 1);
	});
});

describe("settle", () => {
	it("treats every 2xx as a success, which ends the failing state", () => {
		fc.assert(
			fc.property(fc.integer({ min: 200, max: 299 }), fc.nat(20), fc.boolean(), (status, tries, test) => {
				expect(settle(standing({ tries, test, failingSince: NOW }), answer(status), NOW, 0.5)).toEqual({
					status: "delivered",
					nextAttemptAt: null,
					failingSince: null,
					stop: null,
				});
			}),
		);
	});
	it("is pending with a later time, or final with none, and dead exactly at the last attempt", () => {
		const failure = fc.option(
			fc.integer({ min: 100, max: 599 }).filter((s) => (s < 200 || s > 299) && s !== 410),
		);
		fc.assert(
			fc.property(failure, fc.nat(15), fc.integer({ min: 1, max: 16 }), random, (status, tries, limit, r) => {
				const settled = settle(standing({ tries, limit }), answer(status), NOW, r);
				expect(settled.status).toBe(tries + 1 >= limit ? "dead" : "pending");
				if (settled.status === "pending") expect(Number(settled.nextAttemptAt)).toBeGreaterThan(Number(NOW));
				else expect(settled.nextAttemptAt).toBeNull();
				expect(settled.failingSince).toEqual(NOW);
			}),
		);
	});
	it("disables at 410, whatever attempt it is", () => {
		expect(settle(standing(), answer(410), NOW, 0.5)).toMatchObject({ status: "dead", stop: "disable" });
	});
	it("pauses after the patience time has passed, not before", () => {
		const since = (ms: number) => standing({ failingSince: new Date(NOW.getTime() - ms) });
		expect(settle(since(PATIENCE_MS - 1), answer(500), NOW, 0.5).stop).toBeNull();
		expect(settle(since(PATIENCE_MS), answer(500), NOW, 0.5).stop).toBe("pause");
	});
	it("tries a test once, and does not count its failure against the webhook", () => {
		for (const status of [500, 410, null]) {
			expect(settle(standing({ test: true }), answer(status), NOW, 0.5)).toEqual({
				status: "dead",
				nextAttemptAt: null,
				failingSince: null,
				stop: null,
			});
		}
	});
	it("waits as long as Retry-After asks, up to six hours", () => {
		const wait = (seconds: number) =>
			Number(settle(standing(), answer(429, seconds), NOW, 0.5).nextAttemptAt) - Number(NOW);
		expect(wait(120)).toBe(120_000);
		expect(wait(1)).toBe(15_000);
		expect(wait(999_999_999)).toBe(6 * HOUR);
	});
});

describe("retryAfterSeconds", () => {
	it.each([
		["120", 120],
		["Sun, 01 Mar 2026 12:01:00 GMT", 60],
		["Sun, 01 Mar 2026 11:00:00 GMT", 0],
		["soon", null],
		[undefined, null],
	])("reads %j", (header, seconds) => expect(retryAfterSeconds(header, NOW)).toBe(seconds));
});

describe("urlProblem", () => {
	it.each([
		["https://example.com/hook", true],
		["https://example.com:8443/hook", true],
		["https://example.com:22/", false],
		["http://example.com/", false],
		["https://user:pass@example.com/", false],
		["ftp://example.com/", false],
		["javascript:alert(1)", false],
		["example.com", false],
		["", false],
		[`https://example.com/${"x".repeat(2_000)}`, false],
	])("of %s", (url, fine) => expect(urlProblem(url, []) === null).toBe(fine));
	it("lets an allowed host use http and any port, and one listed with a port only that port", () => {
		expect(urlProblem("http://receiver:99/", ["receiver"])).toBeNull();
		expect(urlProblem("http://receiver:99/", ["receiver:99"])).toBeNull();
		expect(urlProblem("http://receiver/", ["receiver:80"])).toBeNull();
		expect(urlProblem("http://receiver:98/", ["receiver:99"])).not.toBeNull();
		expect(urlProblem("http://u@receiver:99/", ["receiver"])).not.toBeNull();
	});
});

it("maskedUrl keeps the origin and nothing of the path", () => {
	expect(maskedUrl("https://hooks.example/services/T0/B0/secret?sig=1")).toBe("https://hooks.example/…");
	fc.assert(
		fc.property(fc.webPath(), fc.webQueryParameters(), (path, query) => {
			expect(maskedUrl(`https://hooks.example${path}?${query}`)).toMatch(/^https:\/\/hooks\.example\/…?$/);
		}),
	);
});

it("oneLine returns one line of limited length, without hidden characters", () => {
	fc.assert(
		fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 1, max: 50 }), (text, most) => {
			const line = oneLine(text, most);
			expect([...line].length).toBeLessThanOrEqual(most);
			expect(line).not.toMatch(/[\p{Cc}\u200b-\u200f\u2028-\u202e\u2066-\u2069]/u);
		}),
	);
});
