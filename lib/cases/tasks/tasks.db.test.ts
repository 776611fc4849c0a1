import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTemplate } from "@/lib/cases/templates/create";
import { deleteTemplate } from "@/lib/cases/templates/delete";
import { listTemplates } from "@/lib/cases/templates/list";
import { CLICK_PLAYBOOK } from "@/lib/cases/templates/rules";
import { updateTemplate } from "@/lib/cases/templates/update";
import type { PersonActor } from "@/lib/platform/context/actor";
import { seedCase } from "@/test/cases/fixtures";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, testContext, WORKSPACE_ID } from "@/test/findings/fixtures";
import { addTask } from "./add";
import { applyTemplate } from "./apply-template";
import { listTasks } from "./list";
import { moveTask } from "./move";
import { removeTask } from "./remove";
import { updateTask } from "./update";

let test: TestDatabase;
let ada: PersonActor;
let bob: PersonActor;
let lead: PersonActor;
const as = (person: PersonActor) => testContext(test.db, person);
const titles = async (caseId: string) => (await listTasks(as(ada), caseId)).items.map(({ title }) => title);
const audits = (caseId: string) =>
	test.db.auditEvent.findMany({ where: { targetKind: "case", targetId: caseId }, orderBy: { seq: "asc" } });

beforeAll(async () => {
	test = await createTestDatabase();
	ada = await addPerson(test.db, "Ada");
	bob = await addPerson(test.db, "Bob");
	lead = await addPerson(test.db, "Lea", "lead");
});
afterAll(() => test.drop());

describe("tasks", () => {
	it("come with the case, are added at the end, and notify the person they are assigned to", async () => {
		const { id, number } = await seedCase(test.db, ada);
		expect(await titles(id)).toEqual(CLICK_PLAYBOOK.map(({ title }) => title));
		const task = await addTask(as(ada), id, { title: "Call the bank", assigneeId: bob.id, blocking: true });
		expect((await titles(id)).at(-1)).toBe("Call the bank");
		expect(task).toMatchObject({ assignee: { id: bob.id, name: "Bob" }, status: "open", version: 1 });
		const told = await test.db.inboxItem.findMany({ where: { personId: bob.id } });
		expect(told).toMatchObject([
			{
				kind: "assigned",
				byName: "Ada",
				href: `/cases/${number}?section=tasks#task-${task.id}`,
				readAt: null,
			},
		]);
		expect((await audits(id)).at(-1)).toMatchObject({
			verb: "tasks.add",
			actorName: "Ada",
			after: { taskId: task.id, title: "Call the bank", assignee: "Bob" },
		});
		expect(await test.db.caseEvent.count({ where: { caseId: id, kind: "task_added" } })).toBe(1);
	});

	it("keep their result, and when and by which person they were finished", async () => {
		const { id } = await seedCase(test.db, ada);
		const [first] = (await listTasks(as(ada), id)).items;
		if (first === undefined) throw new Error("no task");
		const place = (fields: object) => updateTask(as(bob), first.id, { version: first.version, ...fields });
		await expect(place({ status: "done" })).rejects.toMatchObject({
			code: "invalid_input",
			places: [{ field: "outcome" }],
		});
		const done = await place({ status: "done", outcome: "Credentials were typed." });
		expect(done).toMatchObject({
			status: "done",
			finishedBy: "Bob",
			outcome: "Credentials were typed.",
			version: 2,
		});
		const again = await updateTask(as(ada), first.id, { version: 2, status: "doing" });
		expect(again).toMatchObject({ status: "doing", finishedAt: null, finishedBy: null });
	});

	it("return a conflict to the slower of two changes, and keep the first", async () => {
		const { id } = await seedCase(test.db, ada);
		const [task] = (await listTasks(as(ada), id)).items;
		if (task === undefined) throw new Error("no task");
		const both = await Promise.allSettled([
			updateTask(as(ada), task.id, { version: 1, outcome: "Ada's" }),
			updateTask(as(bob), task.id, { version: 1, outcome: "Bob's" }),
		]);
		const [won] = both.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
		const [lost] = both.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
		expect(lost).toMatchObject({
			code: "conflict",
			details: { task: { outcome: won?.outcome, version: 2 } },
		});
		expect((await audits(id)).filter(({ verb }) => verb === "tasks.update")).toHaveLength(1);
	});

	it("can't be removed at an old version, and the conflict returns the current task", async () => {
		const { id } = await seedCase(test.db, ada);
		const [task] = (await listTasks(as(ada), id)).items;
		if (task === undefined) throw new Error("no task");
		await updateTask(as(bob), task.id, { version: 1, outcome: "Passwords were typed." });
		await expect(removeTask(as(ada), task.id, { version: 1 })).rejects.toMatchObject({
			code: "conflict",
			details: { task: { outcome: "Passwords were typed.", version: 2 } },
		});
		expect((await listTasks(as(ada), id)).items.map((one) => one.id)).toContain(task.id);
		await removeTask(as(ada), task.id, { version: 2 });
		expect((await listTasks(as(ada), id)).items.map((one) => one.id)).not.toContain(task.id);
	});

	it("can't be moved at an old version, and the conflict returns the current task; changes of other tasks do not count", async () => {
		const { id } = await seedCase(test.db, ada);
		const [a, b, c] = (await listTasks(as(ada), id)).items;
		if (!a || !b || !c) throw new Error("too few tasks");
		await moveTask(as(bob), b.id, { after: null, version: b.version });
		const moved = await moveTask(as(ada), c.id, { after: a.id, version: c.version });
		expect(moved.items.slice(0, 3).map((task) => task.id)).toEqual([b.id, a.id, c.id]);
		await expect(moveTask(as(bob), c.id, { after: null, version: c.version })).rejects.toMatchObject({
			code: "conflict",
			details: { task: { id: c.id, version: c.version + 1 } },
		});
		expect((await listTasks(as(ada), id)).items).toEqual(moved.items);
		await updateTask(as(bob), a.id, { version: a.version, outcome: "Passwords were typed." });
		await expect(moveTask(as(ada), a.id, { after: null, version: a.version })).rejects.toMatchObject({
			code: "conflict",
			details: { task: { outcome: "Passwords were typed." } },
		});
	});

	it("can be moved and removed, and not once the case is closed", async () => {
		const { id } = await seedCase(test.db, ada);
		const before = (await listTasks(as(ada), id)).items;
		const [a, b, c] = before;
		if (!a || !b || !c) throw new Error("too few tasks");
		const moved = await moveTask(as(ada), c.id, { after: null });
		expect(moved.items.slice(0, 3).map((task) => task.id)).toEqual([c.id, a.id, b.id]);
		expect((await listTasks(as(ada), id)).items.map((task) => task.id)).toEqual(
			moved.items.map(({ id }) => id),
		);
		await removeTask(as(ada), b.id);
		await expect(moveTask(as(ada), c.id, { after: b.id })).rejects.toMatchObject({ code: "not_found" });
		expect((await audits(id)).slice(-2).map(({ verb }) => verb)).toEqual(["tasks.move", "tasks.remove"]);
		await test.db.case.update({ where: { id }, data: { status: "closed" } });
		for (const change of [
			() => addTask(as(ada), id, { title: "Late" }),
			() => updateTask(as(ada), a.id, { version: 1, title: "Late" }),
			() => moveTask(as(ada), a.id, { after: null }),
			() => removeTask(as(ada), a.id),
			() => applyTemplate(as(ada), id, { templateId: "click-playbook" }),
		]) {
			await expect(change()).rejects.toMatchObject({ code: "conflict" });
		}
	});

	it("can't be seen or changed outside their workspace", async () => {
		const { id } = await seedCase(test.db, ada);
		const [task] = (await listTasks(as(ada), id)).items;
		const stranger = { ...bob, workspaces: ["elsewhere"] };
		await expect(listTasks(as(stranger), id)).rejects.toMatchObject({ code: "not_found" });
		await expect(
			updateTask(as(stranger), String(task?.id), { version: 1, title: "x" }),
		).rejects.toMatchObject({
			code: "not_found",
		});
		await test.db.person.update({ where: { id: bob.id }, data: { workspaces: ["elsewhere"] } });
		await expect(addTask(as(ada), id, { title: "x", assigneeId: bob.id })).rejects.toMatchObject({
			code: "invalid_input",
			places: [{ field: "assigneeId" }],
		});
		await test.db.person.update({ where: { id: bob.id }, data: { workspaces: [WORKSPACE_ID] } });
		await addTask(as(ada), id, { title: "x", assigneeId: bob.id });
		await test.db.person.update({ where: { id: bob.id }, data: { workspaces: [] } });
	});
});

describe("templates", () => {
	const mail = { title: "Search the mailboxes", blocking: true, dueHours: 2 };

	it("are managed by leads, one of them the default, and can be applied to new and existing cases", async () => {
		await expect(createTemplate(as(ada), { name: "Mail", tasks: [mail] })).rejects.toMatchObject({
			code: "forbidden",
		});
		const first = await createTemplate(as(lead), { name: "Mail", tasks: [mail], isDefault: true });
		const second = await createTemplate(as(lead), { name: "Other", tasks: [mail], isDefault: true });
		const defaults = (await listTemplates(as(ada))).items.filter(({ isDefault }) => isDefault);
		expect(defaults.map(({ name }) => name)).toEqual(["Other"]);

		const { id } = await seedCase(test.db, ada);
		expect(await titles(id)).toEqual([mail.title]);
		const [task] = (await listTasks(as(ada), id)).items;
		expect(Date.parse(String(task?.dueAt)) - Date.parse(String(task?.createdAt))).toBe(2 * 3_600_000);
		await expect(applyTemplate(as(ada), id, { templateId: first.id })).rejects.toMatchObject({
			code: "conflict",
		});
		const all = await applyTemplate(as(ada), id, { templateId: "click-playbook" });
		expect(all.items).toHaveLength(1 + CLICK_PLAYBOOK.length);

		await expect(updateTemplate(as(lead), second.id, { version: 9, name: "x" })).rejects.toMatchObject({
			code: "conflict",
			details: { template: { name: "Other" } },
		});
		await updateTemplate(as(lead), second.id, { version: 1, isDefault: false });
		await expect(deleteTemplate(as(lead), second.id, { version: 1 })).rejects.toMatchObject({
			code: "conflict",
			details: { template: { isDefault: false, version: 2 } },
		});
		expect((await listTemplates(as(ada))).items[0]).toMatchObject({ builtIn: true, isDefault: true });
		for (const { id: template } of [first, second]) await deleteTemplate(as(lead), template);
		expect((await listTemplates(as(ada))).items).toHaveLength(1);
		expect(await titles(id)).toHaveLength(1 + CLICK_PLAYBOOK.length);
		const kept = await test.db.auditEvent.findMany({ where: { verb: { startsWith: "templates." } } });
		expect(kept).toHaveLength(5);
	});
});
