import { expect, test } from "@playwright/test";
import { scheduledHour } from "./replicas/hour";

test.setTimeout(180_000);

/** `npm run replicas` does the same and tells what it saw. */
test("ten scheduled hunts on two apps: each slot of an hour runs once, and never more than five queries meet", async () => {
	const { due, ran, skipped, peak, refused } = await scheduledHour({ seconds: 20 });
	expect(due).toHaveLength(40);
	expect(ran).toEqual(due);
	expect(skipped).toEqual([]);
	expect(peak).toBe(5);
	expect(refused).toBe(0);
});
