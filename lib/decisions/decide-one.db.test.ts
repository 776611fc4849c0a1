import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, clickRow, seedFindings, testContext } from "@/test/findings/fixtures";
import { decideOne } from "./decide-one";

let test: TestDatabase;
beforeAll(async () => {
	test = await createTestDatabase();
	await seedFindings(test.db, [clickRow(1)]);
});
afterAll(() => test.drop());

it("decides the version that was seen, and returns the current finding to a person who saw another", async () => {
	const ctx = testContext(test.db, await addPerson(test.db, "Kim"));
	const { id, version } = await test.db.finding.findFirstOrThrow();
	const decided = await decideOne(ctx, id, String(version), { verdict: "triaged" });
	expect(decided).toMatchObject({ id, status: "triaged", version: version + 1 });
	for (const seen of [String(version), "99999999999", "x", "0"]) {
		await expect(decideOne(ctx, id, seen, { verdict: "escalated" })).rejects.toMatchObject({
			code: "precondition_failed",
			details: { finding: { id, status: "triaged", version: version + 1 } },
		});
	}
	await expect(decideOne(ctx, id, null, { verdict: "escalated" })).rejects.toMatchObject({
		code: "invalid_input",
		places: [{ field: "If-Match" }],
	});
	const nowhere = "00000000-0000-7000-8000-000000000000";
	await expect(decideOne(ctx, nowhere, "1", { verdict: "triaged" })).rejects.toMatchObject({
		code: "not_found",
	});
	expect(await test.db.decision.count()).toBe(1);
});
