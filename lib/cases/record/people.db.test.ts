import { afterAll, beforeAll, expect, it } from "vitest";
import { updateCase } from "@/lib/cases/cases/update";
import { watchCase } from "@/lib/cases/cases/watch";
import { addComment } from "@/lib/cases/comments/add";
import { addTask } from "@/lib/cases/tasks/add";
import { updateTask } from "@/lib/cases/tasks/update";
import { AppError } from "@/lib/core/errors";
import type { PersonActor } from "@/lib/platform/context/actor";
import { LOCAL_ADMINISTRATOR } from "@/lib/platform/identity/local-administrator";
import { seedCase } from "@/test/cases/fixtures";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, testContext } from "@/test/findings/fixtures";
import { listCasePeople } from "./people";

let test: TestDatabase;
let ada: PersonActor;
const { id: LOCAL } = LOCAL_ADMINISTRATOR;
const ctx = () => testContext(test.db, ada);
const outcome = (work: Promise<unknown>) =>
	work.then(
		() => "done",
		(error) => (error instanceof AppError ? error.code : String(error)),
	);

beforeAll(async () => {
	test = await createTestDatabase();
	ada = await addPerson(test.db, "Ada");
});
afterAll(() => test.drop());

/** Tries to give something to the local administrator in every way there is. */
async function tries(): Promise<Record<string, string>> {
	const { id } = await seedCase(test.db, ada);
	const task = await addTask(ctx(), id, { title: "Ask" });
	const mention = `@${LOCAL_ADMINISTRATOR.name} look`;
	const results = {
		owner: await outcome(updateCase(ctx(), id, { version: 1, ownerId: LOCAL })),
		"new task": await outcome(addTask(ctx(), id, { title: "Call", assigneeId: LOCAL })),
		task: await outcome(updateTask(ctx(), task.id, { version: 1, assigneeId: LOCAL })),
		watcher: await outcome(watchCase(ctx(), id, { personId: LOCAL, watching: true })),
	};
	const { version } = await test.db.case.findUniqueOrThrow({ where: { id } });
	await addComment(ctx(), id, { body: mention, mentions: [LOCAL] });
	return {
		...results,
		"next action": await outcome(updateCase(ctx(), id, { version, nextActionOwnerId: LOCAL })),
		mention: String(await test.db.inboxItem.count({ where: { personId: LOCAL, kind: "mentioned" } })),
		offered: String((await listCasePeople(ctx())).items.some((person) => person.id === LOCAL)),
	};
}

it("the local administrator can be assigned work while there is no sign-in, and not once a person can sign in", async () => {
	expect(await tries()).toEqual({
		owner: "done",
		"new task": "done",
		task: "done",
		watcher: "done",
		"next action": "done",
		mention: "1",
		offered: "true",
	});
	await test.db.inboxItem.deleteMany();
	const held = await seedCase(test.db, ada);
	await updateCase(ctx(), held.id, { version: 1, ownerId: LOCAL });
	await test.db.localCredential.create({
		data: { personId: ada.id, passwordHash: "none", changedAt: new Date() },
	});
	expect(await tries()).toEqual({
		owner: "invalid_input",
		"new task": "invalid_input",
		task: "invalid_input",
		watcher: "invalid_input",
		"next action": "invalid_input",
		mention: "0",
		offered: "false",
	});
	// What it has already doesn't keep anyone from changing the rest of the case.
	const same = { version: 2, ownerId: LOCAL, title: "Still held" };
	expect(await updateCase(ctx(), held.id, same)).toMatchObject({ title: "Still held", owner: { id: LOCAL } });
});
