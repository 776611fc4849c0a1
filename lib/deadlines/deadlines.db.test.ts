import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { seedCase } from "@/lib/cases/fixtures";
import { updateCase } from "@/lib/cases/update";
import { createTestDatabase, type TestDatabase } from "@/lib/db/test-database";
import { addPerson, testContext } from "@/lib/findings/fixtures";
import { type PersonActor, SYSTEM } from "@/lib/identity/actor";
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

it("tells owner and watchers once of each deadline that has passed", async () => {
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

it("does not count the time in which a case waited, as its changes tell", async () => {
	const id = await addCase({ acknowledgedAt: after(1) });
	const { version } = await updateCase(as(analyst, 60), id, { version: 1, waitingFor: "The user" });
	await updateCase(as(analyst, 180), id, { version, waitingFor: null });
	const row = await test.db.case.findUniqueOrThrow({ where: { id } });
	const contain = (await readClocks(test.db, [row], after(200)))
		.get(id)
		?.find(({ target }) => target === "contain");
	expect(new Date(contain?.due ?? 0)).toEqual(after(240 + 120));
});

it("is planned by a lead, at the version they saw, with an audit row", async () => {
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

it("measures median and 90th percentile by severity, of one's workspaces", async () => {
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
