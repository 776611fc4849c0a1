import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readClocks } from "@/lib/cases/deadlines/read-clocks";
import { addTask } from "@/lib/cases/tasks/add";
import { listTasks } from "@/lib/cases/tasks/list";
import { updateTask } from "@/lib/cases/tasks/update";
import { AppError } from "@/lib/core/errors";
import type { PersonActor } from "@/lib/platform/context/actor";
import { seedCase } from "@/test/cases/fixtures";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, testContext } from "@/test/findings/fixtures";
import { addEntity } from "./add-entity";
import { getCase } from "./get";
import { linkCases, unlinkCases } from "./link-cases";
import { listEntities } from "./list-entities";
import { mergeCase } from "./merge";
import { unmergeCase } from "./unmerge";
import { updateCase } from "./update";

let test: TestDatabase;
let ada: PersonActor;
let bea: PersonActor;
const as = (actor: PersonActor) => testContext(test.db, actor);
const code = (work: Promise<unknown>) =>
	work.then(
		() => "done",
		(error) => (error instanceof AppError ? error.code : String(error)),
	);
const taskOf = (caseId: string, title: string) =>
	test.db.caseTask.findFirstOrThrow({ where: { caseId, title } });
const numbers = (cases: readonly { readonly number: number }[]) => cases.map(({ number }) => number);

beforeAll(async () => {
	test = await createTestDatabase();
	ada = await addPerson(test.db, "Ada");
	bea = await addPerson(test.db, "Bea");
});
afterAll(() => test.drop());

async function tasksOf(caseId: string) {
	const { items } = await listTasks(as(ada), caseId);
	return new Map(items.map((task) => [task.title, task]));
}

describe("the tasks of merged cases", () => {
	it("are kept once each, in the state that is further along, and return with an unmerge", async () => {
		const [from, into] = [await seedCase(test.db, ada), await seedCase(test.db, ada)];
		const scope = await taskOf(from.id, "Scope");
		await updateTask(as(ada), scope.id, { version: 1, status: "done", outcome: "Nobody else clicked." });
		const mail = await taskOf(into.id, "The mail");
		await updateTask(as(ada), mail.id, { version: 1, status: "doing", assigneeId: bea.id });
		const own = await addTask(as(ada), from.id, { title: "Call the bank" });
		const same = await addTask(as(ada), into.id, { title: "Call the bank" });
		const before = [await listTasks(as(ada), from.id), await listTasks(as(ada), into.id)];

		const merged = await mergeCase(as(ada), from.id, { into: into.id, version: 1 });
		// Eleven of the playbook, and one that was written by hand in either.
		expect(merged.tasks).toEqual({ all: 13, open: 12, blocking: 2 });
		const tasks = await tasksOf(into.id);
		expect(tasks.get("Scope")).toMatchObject({
			id: scope.id,
			status: "done",
			outcome: "Nobody else clicked.",
		});
		expect(tasks.get("The mail")).toMatchObject({ id: mail.id, status: "doing", assignee: { name: "Bea" } });
		const { items } = await listTasks(as(ada), into.id);
		expect(
			items
				.filter(({ title }) => title === "Call the bank")
				.map(({ id }) => id)
				.toSorted(),
		).toEqual([own.id, same.id].toSorted());
		expect(new Set(items.map(({ title }) => title)).size).toBe(12);
		const left = await taskOf(from.id, "The URL");
		expect(await code(updateTask(as(ada), left.id, { version: 1, status: "doing" }))).toBe("conflict");

		await unmergeCase(as(ada), from.id, { version: 2 });
		expect([await listTasks(as(ada), from.id), await listTasks(as(ada), into.id)]).toEqual(before);
	});

	it("notify the people whose task or next action is dropped", async () => {
		const [from, into] = [
			await seedCase(test.db, ada, { title: "Gone" }),
			await seedCase(test.db, ada, { title: "Kept" }),
		];
		const mine = await taskOf(into.id, "The mail");
		await updateTask(as(ada), mine.id, { version: 1, status: "doing", assigneeId: ada.id });
		const theirs = await taskOf(from.id, "The mail");
		await updateTask(as(ada), theirs.id, { version: 1, assigneeId: bea.id });
		const { version } = await updateCase(as(ada), from.id, {
			version: 1,
			nextAction: "Call the bank",
			nextActionOwnerId: bea.id,
		});
		await test.db.inboxItem.deleteMany();
		await mergeCase(as(ada), from.id, { into: into.id, version });
		const items = await test.db.inboxItem.findMany({ where: { personId: bea.id } });
		expect(items.map(({ kind, text, href }) => ({ kind, text, href }))).toEqual([
			{
				kind: "released",
				text:
					`Case #${from.number} “Gone” was merged into #${into.number}. ` +
					`Followed in #${into.number}: “The mail” (Ada). No longer listed: next action “Call the bank”.`,
				href: `/cases/${into.number}`,
			},
		]);
	});
});

describe("the links of a merged case", () => {
	it("show on the case it was merged into and on the other side, until it is unmerged", async () => {
		const seed = () => seedCase(test.db, ada);
		const [from, into, other, both] = [await seed(), await seed(), await seed(), await seed()];
		await linkCases(as(ada), from.id, { caseId: other.id });
		await linkCases(as(ada), from.id, { caseId: both.id });
		await linkCases(as(ada), into.id, { caseId: both.id });
		await linkCases(as(ada), into.id, { caseId: from.id });
		const merged = await mergeCase(as(ada), from.id, { into: into.id, version: 1 });
		expect(numbers(merged.related)).toEqual([other.number, both.number]);
		expect(numbers((await getCase(as(ada), other.id)).related)).toEqual([into.number]);
		expect(numbers((await getCase(as(ada), both.id)).related)).toEqual([into.number]);
		expect(await code(linkCases(as(ada), from.id, { caseId: other.id }))).toBe("conflict");
		await unmergeCase(as(ada), from.id, { version: 2 });
		expect(numbers((await getCase(as(ada), into.id)).related)).toEqual([from.number, both.number]);
		expect(numbers((await getCase(as(ada), from.id)).related)).toEqual([
			into.number,
			other.number,
			both.number,
		]);
	});

	it("are removed from there, and created only once", async () => {
		const seed = () => seedCase(test.db, ada);
		const [from, into, other] = [await seed(), await seed(), await seed()];
		await linkCases(as(ada), from.id, { caseId: other.id });
		await mergeCase(as(ada), from.id, { into: into.id, version: 1 });
		expect(numbers((await linkCases(as(ada), into.id, { caseId: other.id })).related)).toEqual([
			other.number,
		]);
		expect((await unlinkCases(as(ada), other.id, { caseId: into.id })).related).toEqual([]);
		expect((await getCase(as(ada), into.id)).related).toEqual([]);
		expect(await test.db.caseLink.count({ where: { OR: [{ aId: other.id }, { bId: other.id }] } })).toBe(0);
	});
});

it("a merged case has no running deadline, and has it again once it is unmerged", async () => {
	const [from, into] = [
		await seedCase(test.db, ada, { severity: "high" }),
		await seedCase(test.db, ada, { severity: "high" }),
	];
	expect(from.clocks).toHaveLength(3);
	await mergeCase(as(ada), from.id, { into: into.id, version: 1 });
	expect((await getCase(as(ada), from.id)).clocks).toEqual([]);
	const row = await test.db.case.findUniqueOrThrow({ where: { id: from.id } });
	expect((await readClocks(test.db, [row], new Date())).get(from.id)).toEqual([]);
	expect((await getCase(as(ada), into.id)).clocks).toHaveLength(3);
	await unmergeCase(as(ada), from.id, { version: 2 });
	expect((await getCase(as(ada), from.id)).clocks).toEqual(from.clocks);
});

it("a merged case is not listed among other cases that share an entity", async () => {
	const [from, into] = [await seedCase(test.db, ada), await seedCase(test.db, ada)];
	for (const { id } of [from, into]) await addEntity(as(ada), id, { kind: "host", value: "merged.example" });
	await mergeCase(as(ada), from.id, { into: into.id, version: 1 });
	const { items } = await listEntities(as(ada), into.id);
	expect(items.find(({ key }) => key === "merged.example")?.others).toEqual([]);
});
