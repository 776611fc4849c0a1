import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { getCase } from "@/lib/cases/cases/get";
import { updateCase } from "@/lib/cases/cases/update";
import { addComment } from "@/lib/cases/comments/add";
import { editComment } from "@/lib/cases/comments/edit";
import { listComments } from "@/lib/cases/comments/list";
import { addTask } from "@/lib/cases/tasks/add";
import { listTasks } from "@/lib/cases/tasks/list";
import { updateTask } from "@/lib/cases/tasks/update";
import { createTemplate } from "@/lib/cases/templates/create";
import { listTemplates } from "@/lib/cases/templates/list";
import { updateTemplate } from "@/lib/cases/templates/update";
import { createWebhook } from "@/lib/outbound/webhooks/create";
import { getWebhook } from "@/lib/outbound/webhooks/get";
import { updateWebhook } from "@/lib/outbound/webhooks/update";
import { reloadConfig } from "@/lib/platform/config/config";
import type { PersonActor } from "@/lib/platform/context/actor";
import { seedCase } from "@/test/cases/fixtures";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, testContext } from "@/test/findings/fixtures";
import { signedHandover } from "@/test/handovers/fixtures";
import { changePlan } from "./change-plan";
import { getHandover } from "./get";
import { getPlan } from "./get-plan";
import { openHandover } from "./open";
import { writeNote } from "./write-note";
import { writeSummary } from "./write-summary";

/** A form shows the stored text: saving it unchanged changes nothing, also with a live URL. */

const LIVE = "See http://evil.example/a and www.evil.example";
const AT = "2026-05-04T14:00:00.000Z";

let test: TestDatabase;
let lead: PersonActor;
const ctx = () => testContext(test.db, lead);
beforeAll(async () => {
	vi.stubEnv("WEBHOOK_ALLOWED_HOSTS", "evil.example:8080");
	reloadConfig();
	test = await createTestDatabase();
	lead = await addPerson(test.db, "Lea", "admin");
});
afterAll(async () => {
	vi.unstubAllEnvs();
	reloadConfig();
	await test.drop();
});

const TEXTS = ["title", "known", "hypothesis", "nextAction", "waitingFor"] as const;

it("a case's texts, from the case and from the draft of a handover", async () => {
	const { id, version } = await seedCase(test.db, lead);
	const texts = Object.fromEntries(TEXTS.map((name) => [name, LIVE]));
	await updateCase(ctx(), id, {
		version,
		...texts,
		tags: [LIVE],
		nextActionOwnerId: lead.id,
		nextActionAt: AT,
	});
	const stored = () => test.db.case.findUniqueOrThrow({ where: { id } });
	const before = await stored();
	for (const name of TEXTS) expect(before[name]).toBe(LIVE);

	const shown = await getCase(ctx(), id);
	for (const name of TEXTS) expect(shown[name]).toBe(LIVE);
	const { title, known, hypothesis, nextAction, waitingFor, tags } = shown;
	const fields = { title, known, hypothesis, nextAction, waitingFor, tags: [...tags] };
	await updateCase(ctx(), id, { version: shown.version, ...fields });
	expect(await stored()).toEqual(before);

	const draft = await openHandover(ctx());
	const item = draft.document.items.find((one) => one.item === `case:${id}`);
	expect(item?.nextAction?.text).toBe(LIVE);
	await updateCase(ctx(), id, {
		version: item?.case?.version ?? 0,
		nextAction: item?.nextAction?.text ?? null,
	});
	expect(await stored()).toEqual(before);
});

it("the texts of a handover, and those of the previous one", async () => {
	const { id } = await seedCase(test.db, lead);
	const item = `case:${id}`;
	const draft = await openHandover(ctx());
	await writeSummary(ctx(), draft.id, { summary: LIVE, was: draft.document.summary });
	const said = { note: LIVE, contingency: LIVE, explanation: LIVE };
	await writeNote(ctx(), draft.id, { item, version: 0, ...said });
	const read = async (handoverId: string) => {
		const { document, notes } = await getHandover(ctx(), handoverId);
		return { document, version: notes[item] ?? 0, of: document.items.find((one) => one.item === item) };
	};
	const first = await read(draft.id);
	expect(first.document.summary).toBe(LIVE);
	expect(first.of).toMatchObject(said);
	const { note = "", contingency = "", explanation = "" } = first.of ?? {};
	await writeNote(ctx(), draft.id, { item, version: first.version, note, contingency, explanation });
	await writeSummary(ctx(), draft.id, { summary: first.document.summary, was: LIVE });
	const stored = (handoverId: string) =>
		test.db.handoverNote.findFirstOrThrow({ where: { handoverId, item } });
	expect(await stored(draft.id)).toMatchObject(said);
	expect(await test.db.handover.findUniqueOrThrow({ where: { id: draft.id } })).toMatchObject({
		summary: LIVE,
	});

	await signedHandover(test.db, lead);
	const next = await openHandover(ctx());
	const carried = await read(next.id);
	expect(carried.of).toMatchObject({ note: LIVE, contingency: LIVE, explanation: "" });
	const earlier = carried.of?.earlier.explanation?.text ?? "";
	expect(earlier).toBe(LIVE);
	await writeNote(ctx(), next.id, { item, version: carried.version, explanation: earlier });
	expect(await stored(next.id)).toMatchObject(said);
});

it("tasks, comments, templates, shifts and webhooks", async () => {
	const { id } = await seedCase(test.db, lead);
	const made = await addTask(ctx(), id, { title: LIVE, description: LIVE });
	await updateTask(ctx(), made.id, { version: 1, outcome: LIVE });
	const task = (await listTasks(ctx(), id)).items.find((one) => one.id === made.id);
	const { title, description, outcome } = task ?? {};
	await updateTask(ctx(), made.id, { version: 2, title, description, outcome });
	expect(await test.db.caseTask.findUniqueOrThrow({ where: { id: made.id } })).toMatchObject({
		title: LIVE,
		description: LIVE,
		outcome: LIVE,
	});

	await addComment(ctx(), id, { body: LIVE });
	const [comment] = (await listComments(ctx(), id)).items;
	if (comment === undefined) throw new Error("no comment");
	await editComment(ctx(), comment.id, { body: comment.body, version: comment.version });
	expect(await test.db.caseComment.findUniqueOrThrow({ where: { id: comment.id } })).toMatchObject({
		body: LIVE,
	});

	await createTemplate(ctx(), { name: LIVE, tasks: [{ title: LIVE, description: LIVE }] });
	const template = (await listTemplates(ctx())).items.find(({ builtIn }) => !builtIn);
	if (template === undefined) throw new Error("no template");
	const { name, tasks } = template;
	await updateTemplate(ctx(), template.id, { version: template.version, name, tasks: [...tasks] });
	expect(await test.db.taskTemplate.findUniqueOrThrow({ where: { id: template.id } })).toMatchObject({
		name: LIVE,
		tasks: [{ title: LIVE, description: LIVE }],
	});

	const live = "http://evil.example";
	const shifts = [{ name: live, start: "06:00", team: live }];
	await changePlan(ctx(), { version: 0, timeZone: "UTC", shifts });
	const plan = await getPlan(ctx());
	await changePlan(ctx(), { version: plan.version, timeZone: plan.timeZone, shifts: [...plan.shifts] });
	expect((await getPlan(ctx())).shifts).toMatchObject(shifts);

	const url = "http://evil.example:8080/a";
	const hook = await createWebhook(ctx(), { name: live, url, shape: "json", events: ["finding.escalated"] });
	const webhook = await getWebhook(ctx(), hook.webhook.id);
	await updateWebhook(ctx(), webhook.id, { version: webhook.version, name: webhook.name, url: webhook.url });
	expect(await test.db.webhook.findUniqueOrThrow({ where: { id: webhook.id } })).toMatchObject({
		name: live,
		url,
	});
});
