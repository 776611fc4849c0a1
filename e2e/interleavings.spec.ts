import { expect, test } from "@playwright/test";
import { interleave } from "./interleavings/run";

/** `npm run interleavings` does the same 200 times, and accepts a seed. */
test("two people who decide the same findings at once never overwrite each other without seeing it", async ({
	browser,
}) => {
	const seed = Date.now() % 2 ** 31;
	console.log(`interleavings: seed ${seed}`);
	const report = await interleave({ count: 20, seed, browser });
	expect(report.violations, `npm run interleavings -- --count 20 --seed ${seed}`).toEqual([]);
	// What was tried was not nothing.
	expect(report.decided).toBeGreaterThanOrEqual(20);
	expect(report.conflicts).toBeGreaterThan(0);
});
