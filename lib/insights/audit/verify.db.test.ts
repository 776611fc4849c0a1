import { afterAll, beforeAll, expect, it } from "vitest";
import { sharedTurns } from "@/lib/core/fair-turns";
import type { PersonActor } from "@/lib/platform/context/actor";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, testContext } from "@/test/findings/fixtures";
import { verifyAudit } from "./verify";

let test: TestDatabase;
let ada: PersonActor;
beforeAll(async () => {
	test = await createTestDatabase();
	ada = await addPerson(test.db, "Ada");
});
afterAll(() => test.drop());

it("verifies the audit once at a time, and no more for who has left", async () => {
	let free = () => {};
	const other = sharedTurns("audit verification", 1)().run(
		"other",
		() => new Promise<void>((end) => (free = end)),
	);
	const order: string[] = [];
	const gone = new AbortController();
	const left = verifyAudit(testContext(test.db, ada), { signal: gone.signal });
	const waiting = verifyAudit(testContext(test.db, ada)).then(() => order.push("verified"));
	gone.abort(new Error("left"));
	await expect(left).rejects.toThrow("left");
	// More round trips than a verification of so few rows takes.
	for (let asked = 0; asked < 50; asked++) await test.db.$queryRaw`SELECT 1`;
	order.push("freed");
	free();
	await Promise.all([other, waiting]);
	expect(order).toEqual(["freed", "verified"]);
	expect(await test.db.auditEvent.count({ where: { verb: "audit.verify" } })).toBe(1);
});
