import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { updateCase } from "@/lib/cases/cases/update";
import { type PersonActor, SYSTEM } from "@/lib/platform/context/actor";
import { seedCase } from "@/test/cases/fixtures";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, testContext } from "@/test/findings/fixtures";
import { changeDeadlinePlan } from "./change-plan";
import { getDeadlinePlan } from "./get-plan";
import { measureCases, measuresCsv } from "./measure";
import { readClocks } from "./read-clocks";
import { DEFAULT_PLAN } from "./rules";
import type { PlanInput } from "./schema";
import { tellLate } from "./tell-late";

let test: TestDatabase;
let lead: PersonActor;
let analyst: PersonActor;
const begun = new Date("2026-01-07T09:00:00Z");
const after = (minutes: number) => new Date(begun.getTime() + minutes * 60_000);
const as = (actor: Parameters<typeof testContext>[1], minutes = 0) =>
	testContext(test.db, actor, () => after(minutes));

beforeAll(async () => {
	test = await createTestDatabase();
	lead = await addPerson(test.db, "Lea", "lead");
	analyst = await addPerson(test.db, "Ada");
});
afterAll(() => test.drop());
beforeEach(async () => {
	await test.db.inboxItem.deleteMany();
	await test.db.case.updateMany({ data: { status: "closed" } });
});

async function addCase(data: object = {}): Promise<string> {
	const { id } = await seedCase(test.db, analyst, { severity: "high" });
	await test.db.case.update({ where: { id }, data: { createdAt: begun, ...data } });
	return id;
}

const plan = (over: Partial<PlanInput> = {}): PlanInput => {
	const { targets, always, hours, holidays, ...rest } = DEFAULT_PLAN;
	return {
		version: 0,
		...rest,
		targets: { ...targets },
		always: [...always],
		hours: [...hours],
		holidays: [...holidays],
		...over,
	};
};

it("notifies owner and watchers once of each missed deadline", async () => {
	const id = await addCase({ ownerId: analyst.id, acknowledgedAt: after(1) });
	await test.db.caseWatcher.create({ data: { caseId: id, personId: lead.id, since: begun } });
	expect(await tellLate(as(SYSTEM, 239))).toBe(0);
	expect(await tellLate(as(SYSTEM, 240))).toBe(1);
	expect(await tellLate(as(SYSTEM, 300))).toBe(0);
	const items = await test.db.inboxItem.findMany();
	expect(new Set(items.map(({ personId }) => personId))).toEqual(new Set([analyst.id, lead.id]));
	expect(items[0]?.text).toContain("it is not contained in time");
	expect(await test.db.caseEvent.count({ where: { caseId: id, kind: "deadline_passed" } })).toBe(1);
	expect(await test.db.auditEvent.count({ where: { targetId: id, verb: "cases.deadline_passed" } })).toBe(1);
});

const told = async () => {
	const items = await test.db.inboxItem.findMany({ orderBy: { id: "asc" } });
	await test.db.inboxItem.deleteMany();
	return new Set(items.map(({ personId }) => personId));
};

it("notifies the leads of the workspace of a case that nobody owns or watches", async () => {
	const elsewhere = await addPerson(test.db, "Eli", "lead");
	await test.db.person.update({ where: { id: elsewhere.id }, data: { workspaces: ["elsewhere"] } });
	const gone = await addPerson(test.db, "Gus", "admin");
	await test.db.person.update({ where: { id: gone.id }, data: { disabledAt: begun } });
	await addCase();
	const without = await test.db.inboxItem.count();
	expect(await tellLate(as(SYSTEM, 30))).toBe(1);
	const [item] = await test.db.inboxItem.findMany({ where: { personId: lead.id } });
	expect([without, item?.text]).toEqual([0, expect.stringContaining("it was not acknowledged in time")]);
	const people = await told();
	expect(people.has(lead.id)).toBe(true);
	for (const { id } of [elsewhere, gone, analyst]) expect(people.has(id)).toBe(false);
	expect(await tellLate(as(SYSTEM, 31))).toBe(0);

	// An owner who cannot sign in any more is as good as none.
	await addCase({ ownerId: gone.id, acknowledgedAt: after(1) });
	await tellLate(as(SYSTEM, 240));
	expect([...(await told())]).toContain(lead.id);
});

it("notifies the leads who took over the current shift, and without leads everyone who can work on the case", async () => {
	await test.db.shiftPlan.create({
		data: {
			version: 1,
			validFrom: new Date(0),
			timeZone: "UTC",
			shifts: [
				{ name: "Early", start: "06:00", days: "every", team: "" },
				{ name: "Late", start: "14:00", days: "every", team: "" },
			],
			createdByName: "Test",
		},
	});
	const onShift = await addPerson(test.db, "Ona");
	const before = await addPerson(test.db, "Bea");
	for (const [incoming, hours] of [
		[before, -10],
		[onShift, -3],
	] as const) {
		await test.db.handover.create({
			data: {
				shift: "Night",
				windowFrom: after(60 * (hours - 8)),
				windowTo: after(60 * hours),
				timeZone: "UTC",
				status: "acknowledged",
				outgoingName: "Test",
				createdAt: begun,
				incomingId: incoming.id,
				incomingName: incoming.name,
				acknowledgedAt: after(60 * hours),
				signedAt: after(60 * hours),
				snapshot: {},
				snapshotHash: createHash("sha256").update("{}").digest(),
			},
		});
	}
	await addCase();
	await tellLate(as(SYSTEM, 30));
	const people = await told();
	expect([people.has(onShift.id), people.has(lead.id), people.has(before.id)]).toEqual([true, true, false]);

	await test.db.person.updateMany({
		where: { OR: [{ role: { in: ["lead", "admin"] } }, { id: onShift.id }] },
		data: { disabledAt: begun },
	});
	await addCase();
	await tellLate(as(SYSTEM, 30));
	expect([...(await told())].toSorted()).toEqual([analyst.id, before.id].toSorted());
	await test.db.person.updateMany({ where: { id: lead.id }, data: { disabledAt: null } });
});

it("notifies the person an overdue task or next action is assigned to, once, and the next one who gets it", async () => {
	const id = await addCase({
		ownerId: lead.id,
		acknowledgedAt: after(1),
		containedAt: after(1),
		nextAction: "Call the user",
		nextActionOwnerId: lead.id,
		nextActionAt: after(20),
	});
	const task = { caseId: id, position: 1_000, createdAt: begun, dueAt: after(10), assigneeId: analyst.id };
	await test.db.caseTask.create({ data: { ...task, title: "Reset the password" } });
	await test.db.caseTask.create({ data: { ...task, title: "Done already", status: "done" } });
	expect(await tellLate(as(SYSTEM, 9))).toBe(0);
	expect(await tellLate(as(SYSTEM, 10))).toBe(1);
	const [item] = await test.db.inboxItem.findMany();
	expect(item).toMatchObject({ personId: analyst.id, kind: "assigned" });
	expect(item?.text).toContain("is overdue: Reset the password");
	expect(await tellLate(as(SYSTEM, 20))).toBe(1);
	expect([...(await told())].toSorted()).toEqual([analyst.id, lead.id].toSorted());
	expect(await tellLate(as(SYSTEM, 21))).toBe(0);
	await test.db.caseTask.updateMany({ where: { caseId: id }, data: { assigneeId: lead.id } });
	expect(await tellLate(as(SYSTEM, 22))).toBe(1);
	expect([...(await told())]).toEqual([lead.id]);
});

it("does not count the time in which a case waited, read from its changes", async () => {
	const id = await addCase({ acknowledgedAt: after(1) });
	const { version } = await updateCase(as(analyst, 60), id, { version: 1, waitingFor: "The user" });
	await updateCase(as(analyst, 180), id, { version, waitingFor: null });
	const row = await test.db.case.findUniqueOrThrow({ where: { id } });
	const contain = (await readClocks(test.db, [row], after(200)))
		.get(id)
		?.find(({ target }) => target === "contain");
	expect(new Date(contain?.due ?? 0)).toEqual(after(240 + 120));
});

it("can be changed by a lead, at the version they saw, with an audit row", async () => {
	expect(await getDeadlinePlan(as(analyst))).toMatchObject({ version: 0, timeZone: "UTC", updatedBy: null });
	await expect(changeDeadlinePlan(as(analyst), plan())).rejects.toMatchObject({ code: "forbidden" });
	const saved = await changeDeadlinePlan(as(lead), plan({ timeZone: "Europe/Berlin" }));
	expect(saved).toMatchObject({ version: 1, timeZone: "Europe/Berlin", updatedBy: "Lea" });
	await expect(changeDeadlinePlan(as(lead), plan())).rejects.toMatchObject({
		code: "conflict",
		details: { plan: { version: 1 } },
	});
	for (const wrong of [
		{ timeZone: "Mars/Olympus" },
		{ hours: Array(7).fill(null) },
		{ holidays: ["2026-02-30"] },
	]) {
		await expect(changeDeadlinePlan(as(lead), plan({ version: 1, ...wrong }))).rejects.toMatchObject({
			code: "invalid_input",
		});
	}
	expect(await test.db.auditEvent.count({ where: { verb: "cases.change_deadlines" } })).toBe(1);
});

it("measures median and 90th percentile by severity, within the person's workspaces", async () => {
	await test.db.case.updateMany({ data: { createdAt: new Date(0) } });
	for (const minutes of [10, 20, 30, 40]) {
		await addCase({ acknowledgedAt: after(minutes), resolvedAt: minutes === 40 ? null : after(100) });
	}
	const measures = await measureCases(as(analyst, 60 * 24), {});
	expect(measures.items[0]).toEqual({
		severity: "high",
		cases: 4,
		acknowledge: { count: 4, median: 25, p90: 37 },
		contain: { count: 0, median: null, p90: null },
		resolve: { count: 3, median: 100, p90: 100 },
	});
	expect(measuresCsv(measures).split("\r\n")[1]).toMatch(/,high,4,4,25,37,0,,,3,100,100$/);
	const elsewhere = { ...analyst, workspaces: ["another"] };
	expect((await measureCases(as(elsewhere, 60 * 24), {})).items[0]?.cases).toBe(0);
});
