import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readClocks } from "@/lib/cases/deadlines/read-clocks";
import { removeTask } from "@/lib/cases/tasks/remove";
import { updateTask } from "@/lib/cases/tasks/update";
import { AppError } from "@/lib/core/errors";
import { decide } from "@/lib/decisions/decide";
import { ownWork } from "@/lib/insights/work/work";
import type { PersonActor } from "@/lib/platform/context/actor";
import { getFinding } from "@/lib/triage/findings/get";
import { seedCase, seedEscalated } from "@/test/cases/fixtures";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, clickRow, testContext } from "@/test/findings/fixtures";
import { getCase } from "./get";
import { setCaseStatus } from "./set-status";
import { undoCaseStatus } from "./undo-status";
import { updateCase } from "./update";

let test: TestDatabase;
let ada: PersonActor;
let bea: PersonActor;
let cem: PersonActor;
let next = 5_000;
const rows = (n: number) => Array.from({ length: n }, () => clickRow(++next));
const begun = new Date("2026-03-02T09:00:00Z");
const at = (minutes: number) => new Date(begun.getTime() + minutes * 60_000);
const as = (actor: PersonActor, minutes = 0) => testContext(test.db, actor, () => at(minutes));
const refusal = (work: Promise<unknown>) =>
	work.then(
		() => null,
		(error) => (error instanceof AppError ? error : Promise.reject(error)),
	);
const skipBlocking = (caseId: string) =>
	test.db.caseTask.updateMany({ where: { caseId, blocking: true }, data: { status: "skipped" } });
const told = async ({ id }: PersonActor) =>
	(await test.db.inboxItem.findMany({ where: { personId: id }, orderBy: { at: "asc" } })).map(
		({ kind, text }) => [kind, text],
	);
const TRUE_POSITIVE = {
	status: "closed",
	classification: "true_positive",
	reason: "suspicious_activity",
} as const;
const FALSE_POSITIVE = {
	status: "closed",
	classification: "false_positive",
	reason: "inaccurate_data",
	benignReason: "automated_scanner",
} as const;

beforeAll(async () => {
	test = await createTestDatabase();
	ada = await addPerson(test.db, "Ada");
	bea = await addPerson(test.db, "Bea");
	cem = await addPerson(test.db, "Cem");
});
afterAll(() => test.drop());

/** A case with a task of Bea's and a next action of Cem's, both already notified. */
async function promised() {
	const { id, number } = await seedCase(test.db, ada, { title: "Promised" });
	await skipBlocking(id);
	const task = await test.db.caseTask.findFirstOrThrow({ where: { caseId: id, title: "The mail" } });
	await updateTask(as(ada), task.id, { version: 1, assigneeId: bea.id, dueAt: at(60).toISOString() });
	const { version } = await updateCase(as(ada), id, {
		version: 1,
		nextAction: "Call the bank",
		nextActionOwnerId: cem.id,
		nextActionAt: at(90).toISOString(),
	});
	await test.db.inboxItem.deleteMany();
	return { id, number, version, taskId: task.id };
}

describe("closing a case with open work of other people", () => {
	it("is rejected, naming what is open, who owns it and when it is due", async () => {
		const { id, version, taskId } = await promised();
		const refused = await refusal(setCaseStatus(as(ada), id, { ...TRUE_POSITIVE, version }));
		expect(refused).toMatchObject({ code: "conflict", details: { openWork: { tasks: { length: 8 } } } });
		expect(refused?.message).toContain("1 open task and the next action");
		const { openWork } = (refused?.details ?? {}) as {
			openWork: { tasks: { id: string }[]; nextAction: unknown };
		};
		expect(openWork.tasks.find((task) => task.id === taskId)).toMatchObject({
			title: "The mail",
			assignee: { id: bea.id, name: "Bea" },
			dueAt: at(60).toISOString(),
		});
		expect(openWork.nextAction).toEqual({
			text: "Call the bank",
			owner: { id: cem.id, name: "Cem" },
			at: at(90).toISOString(),
		});
		expect(await getCase(as(ada), id)).toMatchObject({ status: "open", version });
		expect(await told(bea)).toEqual([]);
	});

	it("is rejected while the choice does not cover all of it", async () => {
		const { id, version, taskId } = await promised();
		const only = (openWork: object) =>
			refusal(setCaseStatus(as(ada), id, { ...TRUE_POSITIVE, version, openWork }));
		expect((await only({ tasks: [{ id: taskId, status: "done" }] }))?.message).toContain(
			": the next action.",
		);
		expect((await only({ nextAction: "done" }))?.message).toContain(": 1 open task.");
	});

	it("ends the work as chosen, notifies its people once, and undo restores it", async () => {
		const { id, number, version, taskId } = await promised();
		const closed = await setCaseStatus(as(ada), id, {
			...TRUE_POSITIVE,
			version,
			openWork: { tasks: [{ id: taskId, status: "skipped" }], nextAction: "done" },
		});
		expect(closed).toMatchObject({ status: "closed", nextAction: null, nextActionOwner: null });
		expect(await test.db.caseTask.findUniqueOrThrow({ where: { id: taskId } })).toMatchObject({
			status: "skipped",
			outcome: "Cancelled when the case was closed.",
			finishedBy: "Ada",
		});
		const head = `Case #${number} “Promised” was closed`;
		expect(await told(bea)).toEqual([["released", `${head}. Cancelled: “The mail”.`]]);
		expect(await told(cem)).toEqual([["released", `${head}. Marked done: next action “Call the bank”.`]]);
		const audit = await test.db.auditEvent.findMany({ where: { targetId: id }, orderBy: { seq: "asc" } });
		expect(audit.slice(-2).map(({ verb }) => verb)).toEqual(["tasks.update", "cases.set-status"]);

		const back = await undoCaseStatus(as(ada, 1), id, { version: closed.version });
		expect(back).toMatchObject({
			status: "open",
			nextAction: "Call the bank",
			nextActionOwner: { id: cem.id },
			nextActionAt: at(90).toISOString(),
		});
		expect(await test.db.caseTask.findUniqueOrThrow({ where: { id: taskId } })).toMatchObject({
			status: "open",
			outcome: "",
			finishedAt: null,
		});
		expect((await ownWork(as(bea))).tasks.map((task) => task.id)).toContain(taskId);
		const undone = `The closing of case #${number} “Promised” was undone`;
		expect((await told(bea)).at(-1)).toEqual(["assigned", `${undone}. Yours again: “The mail”.`]);
		expect((await told(cem)).at(-1)).toEqual([
			"assigned",
			`${undone}. Yours again: next action “Call the bank”.`,
		]);
	});

	it("needs no choice for the person's own work or unassigned work", async () => {
		const { id, version, taskId } = await promised();
		const task = await updateTask(as(ada), taskId, { version: 2, assigneeId: ada.id });
		expect(task.assignee?.name).toBe("Ada");
		const own = await updateCase(as(ada), id, { version, nextActionOwnerId: ada.id });
		expect(await refusal(setCaseStatus(as(ada), id, { ...TRUE_POSITIVE, version: own.version }))).toBeNull();
	});
});

describe("work that is taken from a person", () => {
	it("notifies them when a task or a next action is removed or reassigned", async () => {
		const { id, version, taskId } = await promised();
		await updateTask(as(ada), taskId, { version: 2, assigneeId: cem.id });
		expect((await told(bea)).at(-1)?.[1]).toContain("Now Cem: “The mail”.");
		await removeTask(as(ada), taskId);
		expect((await told(cem)).at(-1)?.[1]).toContain("Removed: “The mail”.");
		await updateCase(as(ada), id, { version, nextAction: null });
		expect((await told(cem)).at(-1)?.[1]).toContain("Removed: next action “Call the bank”.");
	});
});

describe("a closing that agrees with a finding’s verdict", () => {
	it("keeps who decided it and when", async () => {
		const { caseId, findingIds, decisionId } = await seedEscalated(test.db, bea, rows(2));
		await skipBlocking(caseId);
		const before = await test.db.finding.findMany({
			where: { id: { in: findingIds } },
			orderBy: { id: "asc" },
		});
		await setCaseStatus(as(ada, 300), caseId, { ...TRUE_POSITIVE, version: 1, note: "Password reset." });
		const after = await test.db.finding.findMany({
			where: { id: { in: findingIds } },
			orderBy: { id: "asc" },
		});
		expect(after).toEqual(before);
		expect(after.map((row) => [row.decidedByName, row.decisionId])).toEqual([
			["Bea", decisionId],
			["Bea", decisionId],
		]);
		expect(await test.db.decision.count({ where: { caseId } })).toBe(0);
	});
});

describe("a reopened case", () => {
	it("restores its findings' decisions from before the closing, without its note", async () => {
		const { caseId, findingIds, decisionId } = await seedEscalated(test.db, bea, rows(3));
		const [first, second, third] = findingIds as [string, string, string];
		await skipBlocking(caseId);
		const before = await getFinding(as(ada), first);
		await setCaseStatus(as(ada, 10), caseId, { ...FALSE_POSITIVE, version: 1 });
		expect((await getFinding(as(ada), first)).decision?.note).toContain("closed as false positive");
		const again = { verdict: "triaged" as const, ids: [second], versions: { [second]: 3 } };
		await decide(as(cem, 20), again);
		await test.db.finding.update({ where: { id: third }, data: { status: "changed" } });
		const reopened = await setCaseStatus(as(ada, 30), caseId, { version: 2, status: "open" });
		expect(reopened).toMatchObject({ status: "open", closingNote: null, statusUndo: false });
		const finding = await getFinding(as(ada), first);
		expect(finding).toMatchObject({ status: "escalated", decision: before.decision });
		expect(finding.decision?.id).toBe(decisionId);
		expect((await getFinding(as(ada), second)).status).toBe("triaged");
		expect((await getFinding(as(ada), third)).status).toBe("changed");
		// What it undid is decided by closing it again, and not by undoing the reopening.
		expect((await refusal(undoCaseStatus(as(ada, 31), caseId, { version: 3 })))?.code).toBe("conflict");
		const verbs = await test.db.auditEvent.findMany({ where: { targetId: first }, orderBy: { seq: "asc" } });
		expect(verbs.map(({ verb }) => verb)).toEqual(["findings.decide", "findings.decide", "findings.undo"]);
	});

	it("does so too when findings are escalated into it, and decides those only once", async () => {
		const { caseId, findingIds } = await seedEscalated(test.db, bea, rows(2));
		const [first, second] = findingIds as [string, string];
		await skipBlocking(caseId);
		await setCaseStatus(as(ada, 10), caseId, { ...FALSE_POSITIVE, version: 1 });
		const { outcomes } = await decide(as(cem, 20), {
			verdict: "escalated",
			case: { id: caseId, reopen: true },
			ids: [first],
			versions: { [first]: 3 },
		});
		expect(outcomes).toMatchObject([{ id: first, outcome: "decided" }]);
		expect((await getFinding(as(ada), first)).decision?.by.name).toBe("Cem");
		expect(await getFinding(as(ada), second)).toMatchObject({
			status: "escalated",
			decision: { by: { name: "Bea" }, note: null },
		});
	});

	it("is no longer contained or resolved, and its clock runs from the reopening", async () => {
		const { id } = await seedCase(test.db, ada, { severity: "high" });
		await skipBlocking(id);
		await test.db.case.update({ where: { id }, data: { createdAt: begun } });
		await setCaseStatus(as(ada, 10), id, { version: 1, status: "contained" });
		await setCaseStatus(as(ada, 20), id, { version: 2, status: "resolved" });
		await setCaseStatus(as(ada, 30), id, { ...TRUE_POSITIVE, version: 3 });
		await test.db.caseDeadline.create({ data: { caseId: id, told: ["contain"] } });
		const reopened = await setCaseStatus(as(ada, 10_000), id, { version: 4, status: "open" });
		expect(reopened).toMatchObject({ containedAt: null, resolvedAt: null, closedAt: null, reopened: 1 });
		const row = await test.db.case.findUniqueOrThrow({ where: { id } });
		const clocks = (await readClocks(test.db, [row], at(10_001))).get(id) ?? [];
		// A high one is to be contained within four hours and resolved within two days, of the reopening now.
		expect(clocks.map(({ target, due, state }) => [target, due, state])).toEqual([
			["acknowledge", at(30).getTime(), "met"],
			["contain", at(10_000 + 240).getTime(), "running"],
			["resolve", at(10_000 + 2_880).getTime(), "running"],
		]);
		expect(await test.db.caseDeadline.findUnique({ where: { caseId: id } })).toBeNull();
		const contained = await setCaseStatus(as(ada, 10_100), id, { version: 5, status: "contained" });
		expect(contained.containedAt).toBe(at(10_100).toISOString());
	});

	it("clears the containment time when it is moved back from contained", async () => {
		const { id } = await seedCase(test.db, ada);
		await setCaseStatus(as(ada, 1), id, { version: 1, status: "contained" });
		await setCaseStatus(as(ada, 2), id, { version: 2, status: "resolved" });
		const contained = await setCaseStatus(as(ada, 3), id, { version: 3, status: "contained" });
		expect(contained).toMatchObject({ containedAt: at(1).toISOString(), resolvedAt: null });
		const open = await setCaseStatus(as(ada, 4), id, { version: 4, status: "open" });
		expect(open).toMatchObject({ containedAt: null, resolvedAt: null, reopened: 0 });
	});
});
