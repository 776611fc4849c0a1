import { afterAll, beforeAll, expect, it } from "vitest";
import { addTask } from "@/lib/cases/tasks/add";
import { countWork, ownWork } from "@/lib/insights/work/work";
import type { PersonActor } from "@/lib/platform/context/actor";
import { listInbox } from "@/lib/platform/inbox/list";
import { markRead } from "@/lib/platform/inbox/mark-read";
import { seedCase } from "@/test/cases/fixtures";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, testContext } from "@/test/findings/fixtures";
import { addComment } from "./add";
import { editComment } from "./edit";
import { listComments } from "./list";
import { takeBackComment } from "./take-back";

let test: TestDatabase;
let ada: PersonActor;
let bob: PersonActor;
let lead: PersonActor;
const as = (person: PersonActor, now?: () => Date) => testContext(test.db, person, now);

beforeAll(async () => {
	test = await createTestDatabase();
	ada = await addPerson(test.db, "Ada");
	bob = await addPerson(test.db, "Bob");
	lead = await addPerson(test.db, "Lea", "lead");
});
afterAll(() => test.drop());

it("a comment notifies each mentioned person once, and only people its text names", async () => {
	const { id, number } = await seedCase(test.db, ada);
	const said = await addComment(as(ada), id, { body: "@Bob, look.", mentions: [bob.id, lead.id, ada.id] });
	expect(said.mentions).toEqual([{ id: bob.id, name: "Bob" }]);
	const edited = await editComment(as(ada), said.id, {
		body: "@Bob and @Lea, look.",
		mentions: [bob.id, lead.id],
		version: 1,
	});
	expect(edited).toMatchObject({ version: 2, editedAt: expect.any(String) });
	for (const person of [bob, lead]) {
		const { items, unread } = await listInbox(as(person), {});
		expect(unread).toBe(1);
		expect(items[0]).toMatchObject({
			kind: "mentioned",
			by: "Ada",
			href: `/cases/${number}?section=comments#comment-${said.id}`,
			readAt: null,
		});
	}
	const [item] = (await listInbox(as(bob), {})).items;
	await markRead(as(lead), { ids: [String(item?.id)] });
	expect((await listInbox(as(bob), {})).unread).toBe(1);
	await markRead(as(bob), { ids: [String(item?.id)] });
	expect(await countWork(as(bob))).toEqual({ unread: 0, overdue: 0 });
	expect((await listInbox(as(bob), { unread: true })).items).toEqual([]);
	await markRead(as(bob), { ids: [String(item?.id)], read: false });
	await markRead(as(bob), { upTo: new Date().toISOString() });
	expect((await listInbox(as(bob), {})).unread).toBe(0);
});

it("only its author can change a comment, at the version they saw, and the audit keeps every text", async () => {
	const { id } = await seedCase(test.db, ada);
	const { id: commentId } = await addComment(as(ada), id, { body: "First" });
	await expect(editComment(as(bob), commentId, { body: "Mine", version: 1 })).rejects.toMatchObject({
		code: "forbidden",
	});
	await editComment(as(ada), commentId, { body: "Second", version: 1 });
	await expect(editComment(as(ada), commentId, { body: "Third", version: 1 })).rejects.toMatchObject({
		code: "conflict",
		details: { comment: { body: "Second", version: 2 } },
	});
	await expect(takeBackComment(as(bob), commentId)).rejects.toMatchObject({ code: "forbidden" });
	await expect(takeBackComment(as(lead), commentId, { version: 1 })).rejects.toMatchObject({
		code: "conflict",
		details: { comment: { body: "Second", version: 2 } },
	});
	await takeBackComment(as(lead), commentId, { version: 2 });
	await expect(takeBackComment(as(lead), commentId)).rejects.toMatchObject({ code: "not_found" });
	expect((await listComments(as(ada), id)).items).toMatchObject([
		{ body: "", deletedAt: expect.any(String) },
	]);
	const audit = await test.db.auditEvent.findMany({
		where: { targetId: id, verb: { startsWith: "comments." } },
		orderBy: { seq: "asc" },
	});
	expect(audit.map(({ verb, actorName }) => [verb, actorName])).toEqual([
		["comments.add", "Ada"],
		["comments.edit", "Ada"],
		["comments.take-back", "Lea"],
	]);
	expect(audit.map(({ before }) => (before as { body?: string } | null)?.body)).toEqual([
		undefined,
		"First",
		"Second",
	]);
});

it("My work lists the owner's items, the earliest due first", async () => {
	const cara = await addPerson(test.db, "Cara");
	const { id } = await seedCase(test.db, ada);
	const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
	await test.db.case.update({
		where: { id },
		data: {
			ownerId: cara.id,
			nextAction: "Call",
			nextActionOwnerId: cara.id,
			nextActionAt: at(-1),
			dueAt: at(5),
		},
	});
	for (const [title, dueAt] of [
		["Later", at(9)],
		["Whenever", null],
		["Late", at(-2)],
	] as const) {
		await addTask(as(ada), id, { title, dueAt, assigneeId: cara.id });
	}
	const work = await ownWork(as(cara));
	expect(work.tasks.map(({ title }) => title)).toEqual(["Late", "Later", "Whenever"]);
	expect(work.cases).toMatchObject([{ id, waitingFor: null }]);
	expect(work.actions).toMatchObject([{ text: "Call", of: { id } }]);
	expect(await countWork(as(cara))).toEqual({ unread: 3, overdue: 2 });
	await addComment(as(ada), id, { body: "For the owner" });
	expect((await listInbox(as(cara), {})).items[0]).toMatchObject({ kind: "watched" });
	await test.db.case.update({ where: { id }, data: { status: "closed" } });
	expect(await ownWork(as(cara))).toMatchObject({ cases: [], tasks: [], actions: [], watching: [] });
});
