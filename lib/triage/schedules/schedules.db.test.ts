import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { LOCAL_WORKSPACE } from "@/lib/platform/config/configured-workspaces";
import { type PersonActor, SYSTEM } from "@/lib/platform/context/actor";
import { catalogue } from "@/lib/triage/catalogue/catalogue";
import { startRun } from "@/lib/triage/runs/start-run";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, testContext } from "@/test/findings/fixtures";
import { changeSchedule } from "./change";
import { listSchedules } from "./list";
import { previewSlots } from "./preview";
import { runDue } from "./run-due";

let test: TestDatabase;
let hunt: string;
let lead: PersonActor;
let analyst: PersonActor;
let clock = new Date("2026-05-01T10:00:30Z");

const as = (actor: PersonActor | typeof SYSTEM) => testContext(test.db, actor, () => clock);
const pass = (minutes: number) => {
	clock = new Date(clock.getTime() + minutes * 60_000);
};
const hourly = { workspaceId: LOCAL_WORKSPACE.id, version: 0, enabled: true, cron: "0 * * * *" };
const slots = () => test.db.huntSlot.findMany({ orderBy: { at: "asc" } });
const finishRuns = () =>
	test.db.huntRun.updateMany({
		where: { status: "queued" },
		data: { status: "succeeded", finishedAt: clock },
	});

beforeAll(async () => {
	test = await createTestDatabase();
	lead = await addPerson(test.db, "Lee", "lead");
	analyst = await addPerson(test.db, "Ana");
	hunt = (await catalogue()).hunts[0]?.id ?? "";
});
afterAll(() => test.drop());
beforeEach(async () => {
	await test.db.huntSlot.deleteMany();
	await test.db.huntSchedule.deleteMany();
	await test.db.huntRun.deleteMany();
	clock = new Date("2026-05-01T10:00:30Z");
});

describe("a schedule", () => {
	it("can be changed by leads only, is audited, and lists its next slots", async () => {
		await expect(changeSchedule(as(analyst), hunt, hourly)).rejects.toMatchObject({ code: "forbidden" });
		const saved = await changeSchedule(as(lead), hunt, { ...hourly, timeZone: "Europe/Berlin" });
		expect(saved).toMatchObject({ version: 1, cron: "0 * * * *", timeZone: "Europe/Berlin", paused: false });
		expect(saved.next.slice(0, 2)).toEqual(["2026-05-01T11:00:00.000Z", "2026-05-01T12:00:00.000Z"]);
		const row = await test.db.auditEvent.findFirstOrThrow({
			where: { verb: "hunts.schedule" },
			orderBy: { seq: "desc" },
		});
		expect(row).toMatchObject({ targetId: hunt, after: { cron: "0 * * * *", timeZone: "Europe/Berlin" } });
		expect(await listSchedules(as(analyst), hunt)).toEqual([saved]);
	});

	it("returns the current schedule to the slower of two people, and names invalid fields", async () => {
		await changeSchedule(as(lead), hunt, hourly);
		await expect(changeSchedule(as(lead), hunt, { ...hourly, cron: "5 * * * *" })).rejects.toMatchObject({
			code: "conflict",
			details: { schedule: { version: 1, cron: "0 * * * *" } },
		});
		await expect(previewSlots(as(analyst), { cron: "x * * * *" })).rejects.toMatchObject({
			places: [{ field: "cron" }],
		});
		expect((await previewSlots(as(analyst), { cron: "0 7 * * *" })).next).toHaveLength(5);
	});

	it("starts each slot once, however many processes check at once", async () => {
		await changeSchedule(as(lead), hunt, hourly);
		expect(await runDue(as(SYSTEM))).toBe(0);
		for (let hour = 0; hour < 3; hour++) {
			pass(60);
			const taken = await Promise.all(Array.from({ length: 4 }, () => runDue(as(SYSTEM))));
			expect(taken.reduce((sum, one) => sum + one)).toBe(1);
			await finishRuns();
		}
		expect((await slots()).map(({ at, skipped }) => [at.toISOString(), skipped])).toEqual([
			["2026-05-01T11:00:00.000Z", null],
			["2026-05-01T12:00:00.000Z", null],
			["2026-05-01T13:00:00.000Z", null],
		]);
		const runs = await test.db.huntRun.findMany({ orderBy: { createdAt: "asc" } });
		expect(runs.map(({ trigger, slotsMissed }) => [trigger, slotsMissed])).toEqual(
			Array(3).fill(["schedule", 0]),
		);
		// From where the last one ended, less an hour.
		expect(runs[1]?.windowFrom).toEqual(new Date("2026-05-01T10:00:30Z"));
	});

	it("catches up once for slots missed while nothing ran, and says so", async () => {
		await changeSchedule(as(lead), hunt, hourly);
		pass(5 * 60 + 10);
		expect(await runDue(as(SYSTEM))).toBe(1);
		expect(await slots()).toMatchObject([{ at: new Date("2026-05-01T15:00:00Z"), skipped: null }]);
		expect(await test.db.huntRun.findMany()).toMatchObject([{ slotsMissed: 4, trigger: "schedule" }]);
		expect((await test.db.huntSchedule.findFirstOrThrow()).nextAt).toEqual(new Date("2026-05-01T16:00:00Z"));
	});

	it("skips a slot while the previous run still runs, and the next run reads its time", async () => {
		await changeSchedule(as(lead), hunt, hourly);
		pass(60);
		await runDue(as(SYSTEM));
		pass(60);
		await runDue(as(SYSTEM));
		expect(await slots()).toMatchObject([
			{ runId: expect.any(String), skipped: null },
			{ runId: null, skipped: expect.stringContaining("not finished") },
		]);
		await finishRuns();
		pass(60);
		await runDue(as(SYSTEM));
		const last = await test.db.huntRun.findFirstOrThrow({ orderBy: { createdAt: "desc" } });
		expect(last.windowFrom).toEqual(new Date("2026-05-01T10:00:30Z"));
		expect(last.windowTo).toEqual(new Date("2026-05-01T13:00:30Z"));
	});

	it("does not run while it is paused, or while its hunt is not enabled", async () => {
		await changeSchedule(as(lead), hunt, hourly);
		await changeSchedule(as(lead), hunt, { ...hourly, version: 1, paused: true });
		pass(120);
		expect(await runDue(as(SYSTEM))).toBe(0);
		const resumed = await changeSchedule(as(lead), hunt, { ...hourly, version: 2 });
		expect(resumed.next[0]).toBe("2026-05-01T13:00:00.000Z");
		await changeSchedule(as(lead), hunt, { ...hourly, version: 3, enabled: false });
		await expect(startRun(as(analyst), hunt, { next: true })).rejects.toMatchObject({ code: "conflict" });
		await changeSchedule(as(lead), hunt, { ...hourly, version: 4 });
		expect(await startRun(as(analyst), hunt, { next: true })).toMatchObject({
			trigger: "person",
			from: "2026-04-30T12:00:30.000Z",
			to: "2026-05-01T12:00:30.000Z",
		});
	});
});
