import { afterAll, beforeAll, expect, it } from "vitest";
import { updateCase } from "@/lib/cases/cases/update";
import { recordCaseEvent } from "@/lib/cases/record/record-event";
import type { PersonActor } from "@/lib/platform/context/actor";
import { seedCase } from "@/test/cases/fixtures";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, testContext } from "@/test/findings/fixtures";
import type { CaseEventData } from "./case-event";
import { SUBSCRIBABLE } from "./events";
import { renderBody } from "./render";

let test: TestDatabase;
let analyst: PersonActor;

beforeAll(async () => {
	test = await createTestDatabase();
	analyst = await addPerson(test.db, "Ada");
	await test.db.webhook.create({
		data: {
			name: "All",
			url: "https://hooks.example/",
			shape: "json",
			events: SUBSCRIBABLE,
			secret: "plain:whsec_AAAA",
			createdByName: "Ada",
		},
	});
});

afterAll(() => test.drop());

it("sends an event for a case that is opened, assigned, changed and closed, and for nothing else", async () => {
	const ctx = testContext(test.db, analyst);
	const of = await seedCase(test.db, analyst, { title: "See https://evil.example/x" });
	await updateCase(ctx, of.id, { version: 1, tags: ["quiet"] });
	await updateCase(ctx, of.id, { version: 2, ownerId: analyst.id });
	await test.db.$transaction(async (tx) => {
		await tx.case.update({
			where: { id: of.id },
			data: { status: "closed", classification: "true_positive", tlp: "red" },
		});
		const data = { before: { status: "open" }, after: { status: "closed" } };
		await recordCaseEvent(tx, ctx, of.id, "status_changed", data);
	});
	const events = await test.db.webhookEvent.findMany({ orderBy: { id: "asc" } });
	expect(events.map(({ type }) => type)).toEqual([
		"case.opened",
		"case.assigned",
		"case.status_changed",
		"case.closed",
	]);
	const [opened, assigned, , closed] = events.map(({ data }) => data as unknown as CaseEventData);
	expect(opened?.case).toMatchObject({
		number: of.number,
		title: "See hxxps://evil[.]example/x",
		owner: null,
	});
	expect(assigned).toMatchObject({ case: { owner: "Ada" }, by: { name: "Ada" }, before: { owner: null } });
	expect(closed).toMatchObject({
		case: { title: null, status: "closed", classification: "true_positive" },
		before: { status: "open" },
	});
	const chats = events.flatMap((event) => [renderBody("slack", event), renderBody("teams", event)]).join();
	expect(chats).toContain(`Case #${of.number} was closed as true positive`);
	expect(chats).not.toContain("https://evil");
});
