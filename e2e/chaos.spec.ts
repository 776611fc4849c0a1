import { expect, test } from "@playwright/test";
import { chaos } from "./chaos/run";

/** `npm run chaos` does the same for three minutes. */
test("no accepted change is lost or duplicated while replicas are stopped and killed under load", async () => {
	const { violations, journal, endings, stored } = await chaos({ seconds: 20, people: 25 });
	expect(violations).toEqual([]);
	expect(new Set(endings.map(({ signal }) => signal))).toEqual(new Set(["SIGTERM", "SIGKILL"]));
	// What was compared was not nothing.
	const accepted = journal.intents.filter((intent) => intent.accepted.length > 0);
	expect(new Set(accepted.map(({ kind }) => kind))).toEqual(new Set(["single", "ids", "filter", "undo"]));
	expect(stored.decisions).toBeGreaterThanOrEqual(25);
	expect(stored.undone).toBeGreaterThan(0);
});
