import { describe, expect, it } from "vitest";
import { overlapFor } from "./overlap-rules";

const HOUR = 3_600_000;

describe("overlapFor", () => {
	it.each([
		[null, HOUR],
		[4 * 60_000, HOUR],
		[2 * HOUR, 4 * HOUR],
		[30 * HOUR, 24 * HOUR],
	])("a delay of %s ms is %d ms", (delay, overlap) => {
		expect(overlapFor(delay)).toBe(overlap);
	});
});
