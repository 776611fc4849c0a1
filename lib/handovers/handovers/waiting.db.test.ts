import { afterAll, beforeAll, expect, it } from "vitest";
import { decide } from "@/lib/decisions/decide";
import type { PersonActor } from "@/lib/platform/context/actor";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, clickRow, seedFindings, testContext } from "@/test/findings/fixtures";
import { readNumbers } from "./read-numbers";

let test: TestDatabase;
let kim: PersonActor;
beforeAll(async () => {
	test = await createTestDatabase();
	kim = await addPerson(test.db, "Kim");
});
afterAll(() => test.drop());

const HOUR = 3_600_000;
const NOW = Date.parse("2026-05-04T12:00:00Z");
const at = (hours: number) => new Date(NOW - hours * HOUR);

async function untriaged() {
	const { numbers } = await readNumbers(test.db, { workspaces: [], from: at(8), to: at(0) }, at(0));
	return numbers.untriaged;
}

it("a finding that changed after its decision waits since that change, not since it was first seen", async () => {
	const seen = (hours: number, clicked: boolean) =>
		seedFindings(test.db, [clickRow(1, { ReportId: "back", IsClickedThrough: clicked })], at(hours));
	await seen(90, false);
	const { id } = await test.db.finding.findFirstOrThrow({ where: { reportId: "back" } });
	const ctx = { ...testContext(test.db, kim), now: () => at(80) };
	await decide(ctx, {
		verdict: "benign",
		reason: "other",
		note: "Nothing.",
		ids: [id],
		versions: { [id]: 1 },
	});
	expect(await untriaged()).toMatchObject({ count: 0, oldestAt: null });

	await seen(3, true);
	expect(await test.db.finding.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: "changed" });
	expect(await untriaged()).toMatchObject({
		count: 1,
		oldestAt: at(3).toISOString(),
		clickedThrough: 1,
		clicked: { oldestAt: at(3).toISOString() },
	});

	// What is new waits since it was first seen, and the longer of the two is named.
	await seedFindings(test.db, [clickRow(2, { ReportId: "new", IsClickedThrough: false })], at(5));
	expect(await untriaged()).toMatchObject({
		count: 2,
		oldestAt: at(5).toISOString(),
		clicked: { oldestAt: at(3).toISOString() },
	});

	// Without a record of the change it is not known better.
	await test.db.findingEvent.deleteMany({ where: { findingId: id, kind: "changed" } });
	expect(await untriaged()).toMatchObject({ oldestAt: at(90).toISOString() });
});
