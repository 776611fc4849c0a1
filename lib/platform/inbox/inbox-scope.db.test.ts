/** One's inbox holds what one may see now, whatever one could see when it came. */
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { countWork } from "@/lib/insights/work/work";
import { type PersonActor, SYSTEM } from "@/lib/platform/context/actor";
import { seedCase } from "@/test/cases/fixtures";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, testContext } from "@/test/findings/fixtures";
import { explainedDraft } from "@/test/handovers/fixtures";
import { listInbox } from "./list";
import { markRead } from "./mark-read";
import { type Message, tell } from "./tell";

const MINE = "mine";
const OTHER = "other";
const MIGRATION = "prisma/migrations/20261201005130_inbox_workspaces/migration.sql";
let test: TestDatabase;
let whole: PersonActor;
let limited: PersonActor;
beforeAll(async () => {
	test = await createTestDatabase();
	for (const id of [MINE, OTHER]) {
		await test.db.workspace.create({ data: { id, kind: "sentinel", name: id } });
	}
	whole = await addPerson(test.db, "Kim", "lead");
	limited = { ...whole, workspaces: [MINE] };
});
afterAll(() => test.drop());
beforeEach(async () => {
	await test.db.inboxItem.deleteMany();
	await test.db.person.update({ where: { id: whole.id }, data: { workspaces: [] } });
});

const ctx = (actor: PersonActor) => testContext(test.db, actor);
const common = { kind: "watched", href: "/work" } as const;
const MESSAGES: Message[] = [
	{ ...common, text: "case of mine", workspaceId: MINE },
	{ ...common, text: "case of other", workspaceId: OTHER },
	{ ...common, text: "handover of mine", workspaces: [MINE] },
	{ ...common, text: "handover of both", workspaces: [MINE, OTHER] },
	{ ...common, text: "handover of all", workspaces: [] },
];
const tellAll = () =>
	test.db.$transaction(async (tx) => {
		for (const message of MESSAGES) {
			await tell(tx, testContext(test.db, SYSTEM), [whole.id], message);
		}
	});
const texts = async (actor: PersonActor, input = {}) =>
	(await listInbox(ctx(actor), input)).items.map(({ text }) => text).toSorted();
const ALL = MESSAGES.map(({ text }) => text).toSorted();
const VISIBLE = ["case of mine", "handover of mine"];

describe("a person limited to a workspace after they were notified", () => {
	beforeEach(tellAll);

	it("reads the entries about it, page by page, and no others", async () => {
		expect(await texts(whole)).toEqual(ALL);
		expect(await texts(limited)).toEqual(VISIBLE);
		expect(await texts(limited, { unread: true })).toEqual(VISIBLE);
		const first = await listInbox(ctx(limited), { limit: 1 });
		const second = await listInbox(ctx(limited), { limit: 1, cursor: first.nextCursor ?? "" });
		expect([...first.items, ...second.items].map(({ text }) => text).toSorted()).toEqual(VISIBLE);
		expect(second.nextCursor).toBeNull();
		expect(await texts({ ...whole, workspaces: [OTHER] })).toEqual(["case of other"]);
		expect(await texts({ ...whole, workspaces: [MINE, OTHER] })).toHaveLength(4);
		expect(await texts({ ...whole, workspaces: ["third"] })).toEqual([]);
	});

	it("sees only those counted, in the inbox and beside “My work”", async () => {
		expect((await listInbox(ctx(limited), {})).unread).toBe(2);
		expect((await countWork(ctx(limited))).unread).toBe(2);
		expect((await countWork(ctx(whole))).unread).toBe(5);
	});

	it("marks only those as read, by id and all at once", async () => {
		const { items } = await listInbox(ctx(whole), {});
		await markRead(ctx(limited), { ids: items.map(({ id }) => id) });
		expect(await texts(whole, { unread: true })).toEqual(ALL.filter((text) => !VISIBLE.includes(text)));
		await markRead(ctx(limited), { ids: items.map(({ id }) => id), read: false });
		expect(await texts(whole, { unread: true })).toEqual(ALL);
		await markRead(ctx(limited), { upTo: new Date(Date.now() + 1_000).toISOString() });
		expect(await texts(whole, { unread: true })).toEqual(ALL.filter((text) => !VISIBLE.includes(text)));
		await markRead(ctx(whole), { upTo: new Date(Date.now() + 1_000).toISOString() });
		expect((await listInbox(ctx(whole), {})).unread).toBe(0);
	});
});

it("a person limited before is notified only of what they can see, also of handovers", async () => {
	await test.db.person.update({ where: { id: whole.id }, data: { workspaces: [MINE] } });
	await tellAll();
	const rows = await test.db.inboxItem.findMany({ where: { personId: whole.id } });
	expect(rows.map(({ text }) => text).toSorted()).toEqual(VISIBLE);
});

it("older entries belong to the case or handover they link to, or else to people with access to all workspaces", async () => {
	const of = await seedCase(test.db, SYSTEM, { workspaceId: MINE, title: "Here" });
	const draft = await explainedDraft(test.db, whole, new Date());
	const { number } = await test.db.handover.update({
		where: { id: draft.id },
		data: { workspaces: [MINE, OTHER] },
	});
	const add = (text: string, href: string) =>
		test.db.inboxItem.create({
			data: { personId: whole.id, kind: "watched", at: new Date(), text, href, byName: "Ann" },
		});
	await add("case", `/cases/${of.number}`);
	await add("comment", `/cases/${of.number}?section=comments#comment-1`);
	await add("several", "/cases");
	await add("handover", `/handovers/${number}/read-back?item=x`);
	const [, ...statements] = (await readFile(MIGRATION, "utf8")).split(";\n");
	for (const sql of statements) if (sql.trim() !== "") await test.db.$executeRawUnsafe(sql);
	expect(await texts(limited)).toEqual(["case", "comment"]);
	expect(await texts({ ...whole, workspaces: [MINE, OTHER] })).toEqual(["case", "comment", "handover"]);
	expect(await texts(whole)).toEqual(["case", "comment", "handover", "several"]);
});
