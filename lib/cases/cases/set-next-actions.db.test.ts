import { afterAll, beforeAll, expect, it } from "vitest";
import type { PersonActor } from "@/lib/platform/context/actor";
import { seedCase } from "@/test/cases/fixtures";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, testContext } from "@/test/findings/fixtures";
import { setNextActions } from "./set-next-actions";
import { updateCase } from "./update";

let test: TestDatabase;
let ada: PersonActor;
let bob: PersonActor;
let eve: PersonActor;
const as = (person: PersonActor) => testContext(test.db, person);
const AT = "2026-05-04T14:00:00.000Z";
const inbox = (person: PersonActor) =>
	test.db.inboxItem.findMany({ where: { personId: person.id }, orderBy: { at: "asc" } });
const three = async () => {
	const cases = [];
	for (const title of ["One", "Two", "Three"]) cases.push(await seedCase(test.db, ada, { title }));
	return cases.map(({ id, version, number }) => ({ id, version, number }));
};
const seen = (cases: readonly { id: string; version: number }[]) =>
	cases.map(({ id, version }) => ({ id, version }));

beforeAll(async () => {
	test = await createTestDatabase();
	ada = await addPerson(test.db, "Ada");
	bob = await addPerson(test.db, "Bob");
	eve = await addPerson(test.db, "Eve");
});
afterAll(() => test.drop());

it("gives many cases one next action, and notifies the new and the previous assignees once each", async () => {
	const cases = await three();
	for (const [index, of] of cases.slice(0, 2).entries()) {
		const had = { nextAction: `Ask ${index}`, nextActionOwnerId: eve.id };
		const { version } = await updateCase(as(ada), of.id, { version: of.version, ...had });
		of.version = version;
	}
	await test.db.inboxItem.deleteMany();
	const change = { nextAction: "Call the bank", nextActionOwnerId: bob.id, nextActionAt: AT };
	const written = await setNextActions(as(ada), { cases: seen(cases), ...change });
	expect(new Map(written.items.map(({ id, version }) => [id, version]))).toEqual(
		new Map(cases.map(({ id, version }) => [id, version + 1])),
	);
	const rows = await test.db.case.findMany({ where: { id: { in: cases.map(({ id }) => id) } } });
	for (const row of rows) {
		expect(row).toMatchObject({
			nextAction: "Call the bank",
			nextActionOwnerName: "Bob",
			nextActionAt: new Date(AT),
		});
	}
	const [told, ...more] = await inbox(bob);
	expect(more).toEqual([]);
	expect(told).toMatchObject({ kind: "assigned", href: "/work", byName: "Ada" });
	expect(told?.text).toMatch(/^The next action of 3 cases is yours: Call the bank\. /);
	for (const { number } of cases) expect(told?.text).toContain(`#${number} `);
	const [released, ...others] = await inbox(eve);
	expect(others).toEqual([]);
	expect(released).toMatchObject({ kind: "released" });
	expect(released?.text).toMatch(/^Now Bob: the next action of 2 cases that was yours\./);
	const audit = await test.db.auditEvent.findMany({
		where: { verb: "cases.update", targetId: { in: cases.map(({ id }) => id) } },
	});
	expect(audit.filter(({ after }) => JSON.stringify(after).includes("Call the bank"))).toHaveLength(3);
});

it("changes none of them when another person has changed one since, and returns that one", async () => {
	const cases = await three();
	const [first] = cases;
	if (first === undefined) throw new Error("no case");
	await updateCase(as(bob), first.id, { version: first.version, nextAction: "Bob’s own" });
	const change = { nextAction: "Ada’s", nextActionOwnerId: ada.id, nextActionAt: AT };
	await expect(setNextActions(as(ada), { cases: seen(cases), ...change })).rejects.toMatchObject({
		code: "conflict",
		details: {
			cases: [{ id: first.id, number: first.number, version: first.version + 1, nextAction: "Bob’s own" }],
		},
	});
	const rows = await test.db.case.findMany({
		where: { id: { in: cases.map(({ id }) => id) } },
		orderBy: { number: "asc" },
	});
	expect(rows.map(({ nextAction }) => nextAction)).toEqual(["Bob’s own", null, null]);
	const viewer = await addPerson(test.db, "Vic", "viewer");
	await expect(setNextActions(as(viewer), { cases: seen(cases), ...change })).rejects.toMatchObject({
		code: "forbidden",
	});
});
