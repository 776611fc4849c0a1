import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { PersonActor } from "@/lib/platform/context/actor";
import { seedCase, seedClicks } from "@/test/cases/fixtures";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, clickRow, testContext } from "@/test/findings/fixtures";
import { countWork, ownWork } from "./work";

let test: TestDatabase;
let ada: PersonActor;
/** A Wednesday within business hours. */
const begun = new Date("2026-01-07T09:00:00Z");
const after = (minutes: number) => new Date(begun.getTime() + minutes * 60_000);
const as = (person: PersonActor, minutes: number) => testContext(test.db, person, () => after(minutes));

beforeAll(async () => {
	test = await createTestDatabase();
	ada = await addPerson(test.db, "Ada");
});
afterAll(() => test.drop());
beforeEach(() => test.db.case.updateMany({ data: { status: "closed" } }));

async function addCase(data: object = {}): Promise<string> {
	const { id } = await seedCase(test.db, ada, { severity: "high" });
	await test.db.case.update({ where: { id }, data: { createdAt: begun, ...data } });
	return id;
}

it("has the deadlines of the person's cases by the plan, and counts those missed", async () => {
	const low = await addCase({ severity: "low", ownerId: ada.id, acknowledgedAt: after(1) });
	const high = await addCase({ ownerId: ada.id, acknowledgedAt: after(1) });
	const late = await addCase({ ownerId: ada.id });
	const { cases } = await ownWork(as(ada, 60));
	expect(cases.map(({ id }) => id)).toEqual([late, high, low]);
	expect(cases[1]?.clocks).toContainEqual({
		target: "contain",
		dueAt: after(240).toISOString(),
		state: "running",
	});
	expect((await countWork(as(ada, 60))).overdue).toBe(1);
	expect((await countWork(as(ada, 240))).overdue).toBe(2);
});

it("shows unassigned cases with a running clock, the most urgent first, to people who can own them", async () => {
	const low = await addCase({ severity: "low" });
	const high = await addCase();
	await addCase({ severity: "informational" });
	await addCase({ ownerId: ada.id });
	expect((await ownWork(as(ada, 10))).unassigned).toMatchObject({
		count: 2,
		overdue: 0,
		// Ten hours of business hours end tomorrow at nine.
		soon: 2,
		items: [{ id: high }, { id: low }],
	});
	expect((await ownWork(as(ada, 31))).unassigned).toMatchObject({ count: 2, overdue: 1, soon: 1 });
	const viewer = await addPerson(test.db, "Vera", "viewer");
	expect((await ownWork(as(viewer, 31))).unassigned).toMatchObject({ count: 0, items: [] });
	const elsewhere = { ...ada, workspaces: ["elsewhere"] };
	expect((await ownWork(as(elsewhere, 31))).unassigned).toMatchObject({ count: 0, items: [] });
});

it("counts the open findings, within the person's workspaces", async () => {
	await seedClicks(test.db, [clickRow(1, { IsClickedThrough: true }), clickRow(2)]);
	expect((await ownWork(as(ada, 0))).untriaged).toEqual({
		count: 2,
		clickedThrough: 1,
		oldestAt: expect.any(String),
	});
	for (const workspaces of [["elsewhere"], []]) {
		expect((await ownWork(as({ ...ada, workspaces }, 0))).untriaged.count).toBe(0);
	}
});
