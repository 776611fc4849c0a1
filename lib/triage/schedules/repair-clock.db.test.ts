import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readUntilCheck } from "@/lib/operations/health/run-rules";
import { LOCAL_WORKSPACE } from "@/lib/platform/config/configured-workspaces";
import { type PersonActor, SYSTEM } from "@/lib/platform/context/actor";
import { catalogue } from "@/lib/triage/catalogue/catalogue";
import { noteRead } from "@/lib/triage/runs/coverage";
import { nextWindow } from "@/lib/triage/runs/next-window";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, testContext } from "@/test/findings/fixtures";
import { changeSchedule } from "./change";
import { repairClock } from "./repair-clock";
import { runDue } from "./run-due";

const DAY = 24 * 60 * 60_000;
const HOUR = 60 * 60_000;

let test: TestDatabase;
let hunt: string;
let lead: PersonActor;
/** By how much this process's clock is ahead of the database's. */
let ahead = 0;
const now = () => new Date(Date.now() + ahead);
const as = (actor: PersonActor | typeof SYSTEM) => testContext(test.db, actor, now);
const later = (ms: number) => new Date(Date.now() + ms);
const reader = () => ({ workspaceId: LOCAL_WORKSPACE.id, huntId: hunt });
const mark = () => test.db.huntWatermark.findUniqueOrThrow({ where: { workspaceId_huntId: reader() } });
const schedule = () => test.db.huntSchedule.findUniqueOrThrow({ where: { workspaceId_huntId: reader() } });
const read = (from: Date, to: Date, at: Date) =>
	test.db.$transaction((tx) =>
		noteRead(tx, { ...reader(), window: { from, to }, runId: randomUUID(), at, missing: null }),
	);
const addRun = (from: Date, to: Date) =>
	test.db.huntRun.create({
		data: {
			...reader(),
			huntName: "Hunt",
			huntVersion: "1",
			requestedByName: "Schedule",
			kql: "T",
			windowFrom: from,
			windowTo: to,
			trigger: "schedule",
			status: "succeeded",
			createdAt: to,
			finishedAt: to,
		},
	});

beforeAll(async () => {
	test = await createTestDatabase();
	lead = await addPerson(test.db, "Lee", "lead");
	hunt = (await catalogue()).hunts[0]?.id ?? "";
});
afterAll(() => test.drop());
beforeEach(async () => {
	ahead = 0;
	await test.db.huntSlot.deleteMany();
	await test.db.huntSchedule.deleteMany();
	await test.db.huntRun.deleteMany();
	await test.db.huntGap.deleteMany();
	await test.db.huntWatermark.deleteMany();
	await changeSchedule(as(lead), hunt, {
		workspaceId: LOCAL_WORKSPACE.id,
		version: 0,
		enabled: true,
		cron: "0 * * * *",
	});
});

describe("a process whose clock is 40 days ahead of the database's", () => {
	it("starts no slot before its time, and leaves the next one due", async () => {
		const { nextAt } = await schedule();
		ahead = 40 * DAY;
		await runDue(as(SYSTEM));
		expect(await test.db.huntSlot.count({ where: { at: { gt: later(0) } } })).toBe(0);
		expect((await schedule()).nextAt).toEqual(nextAt);
	});

	it("records no future time as read", async () => {
		await read(later(-HOUR), later(40 * DAY), later(40 * DAY));
		expect((await mark()).readUntil.getTime()).toBeLessThanOrEqual(Date.now());
	});
});

describe("data left by clocks that were all ahead", () => {
	const spoil = async () => {
		const good = later(-2 * HOUR);
		await read(later(-3 * HOUR), good, good);
		await addRun(later(-3 * HOUR), good);
		await addRun(good, later(40 * DAY));
		await test.db.huntWatermark.update({
			where: { workspaceId_huntId: reader() },
			data: { readUntil: later(40 * DAY) },
		});
		await test.db.huntSchedule.update({
			where: { workspaceId_huntId: reader() },
			data: { nextAt: later(40 * DAY + HOUR) },
		});
		await test.db.huntSlot.create({ data: { ...reader(), at: later(40 * DAY), takenAt: later(40 * DAY) } });
		await test.db.$executeRaw`UPDATE pgboss.version SET cron_on = now() + interval '40 days'`;
		return good;
	};

	it("is shown in Health", async () => {
		await spoil();
		const [check] = readUntilCheck([{ name: "Clicks", readUntil: (await mark()).readUntil }], later(0));
		expect(check).toMatchObject({ level: "failing", says: expect.stringContaining("a clock was ahead") });
	});

	it("is repaired once: the unread time is a gap, the next slot is due, and the next run reads from there", async () => {
		const good = await spoil();
		expect(await repairClock(as(SYSTEM))).toBe(3);
		expect((await mark()).readUntil).toEqual(good);
		const [gap, ...more] = await test.db.huntGap.findMany({ where: { filledAt: null } });
		expect(more).toEqual([]);
		expect(gap).toMatchObject({ from: good, reason: expect.stringContaining("clock was ahead") });
		expect(Math.abs((gap?.to.getTime() ?? 0) - Date.now())).toBeLessThan(HOUR);
		const { nextAt } = await schedule();
		expect(nextAt?.getTime()).toBeLessThanOrEqual(Date.now() + HOUR);
		expect(await test.db.huntSlot.count()).toBe(0);
		const [{ ahead: cron }] = await test.db.$queryRaw<[{ ahead: boolean }]>`
			SELECT cron_on > now() + interval '1 minute' AS "ahead" FROM pgboss.version`;
		expect(cron).toBe(false);
		expect(await repairClock(as(SYSTEM))).toBe(0);

		const window = await test.db.$transaction((tx) => nextWindow(tx, reader(), later(0)));
		expect(window.from.getTime()).toBeLessThanOrEqual(good.getTime());
		await read(window.from, later(0), later(0));
		expect(await test.db.huntGap.count({ where: { filledAt: null } })).toBe(0);
	});

	it("leaves a hunt that is on time alone", async () => {
		await read(later(-HOUR), later(-1000), later(0));
		const before = [await mark(), await schedule()];
		expect(await repairClock(as(SYSTEM), { queues: true })).toBe(0);
		expect([await mark(), await schedule()]).toEqual(before);
	});
});
