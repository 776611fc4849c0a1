import { expect, test } from "@playwright/test";
import { scheduledHour } from "./replicas/hour";

/** `npm run replicas` does the same and prints the result. */
test("ten scheduled hunts on two apps: each slot of an hour runs once, with at most five queries at a time", async () => {
	const { due, ran, skipped, takenBy, peak, refused } = await scheduledHour();
	expect(due).toHaveLength(40);
	expect({ ran, skipped }).toEqual({ ran: due, skipped: [] });
	expect(takenBy.reduce((sum, one) => sum + one)).toBe(40);
	expect(peak).toBe(5);
	expect(refused).toBe(0);
});
