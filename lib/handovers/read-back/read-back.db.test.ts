import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { AppError } from "@/lib/core/errors";
import { watchHandover } from "@/lib/handovers/handovers/watch";
import { searchAudit } from "@/lib/insights/audit/search";
import { reloadConfig } from "@/lib/platform/config/config";
import { type Actor, type PersonActor, SYSTEM } from "@/lib/platform/context/actor";
import type { Handover } from "@/lib/platform/db/generated/client.ts";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, testContext } from "@/test/findings/fixtures";
import { signedHandover } from "@/test/handovers/fixtures";
import { seedSigned, snapshotItem } from "@/test/handovers/review-fixtures";
import { acknowledgeHandover } from "./acknowledge";
import { addAddendum } from "./add-addendum";
import { answerItem } from "./answer";
import { escalateUnacknowledged } from "./escalate";
import { getReadBack } from "./read-back";
import { replyToItem } from "./reply";

let test: TestDatabase;
let kim: PersonActor;
let lee: PersonActor;
let vic: PersonActor;
let lead: PersonActor;
let handover: Handover;
let clock: number;

const as = (actor: Actor) => testContext(test.db, actor, () => new Date(clock));
const code = (work: Promise<unknown>) =>
	work.then(
		() => "done",
		(error) => (error instanceof AppError ? error.code : String(error)),
	);
const inbox = async ({ id }: PersonActor) =>
	(await test.db.inboxItem.findMany({ where: { personId: id }, orderBy: { at: "asc" } })).map(
		({ kind, text }) => `${kind}: ${text}`,
	);
const verbs = async (target: string) =>
	(await searchAudit(as(lead), { target, limit: 50 })).items.map(({ verb }) => verb);

beforeAll(async () => {
	test = await createTestDatabase();
	kim = await addPerson(test.db, "Kim", "lead");
	lee = await addPerson(test.db, "Lee", "analyst");
	vic = await addPerson(test.db, "Vic", "viewer");
	lead = await addPerson(test.db, "Lou", "lead");
});
afterAll(() => test.drop());

beforeEach(async () => {
	clock = Date.now();
	await test.db.inboxItem.deleteMany();
	handover = await seedSigned(test.db, {
		outgoing: kim,
		signedAt: new Date(clock),
		items: [
			snapshotItem("case:a", { title: "Campaign" }),
			snapshotItem("untriaged", { kind: "untriaged", title: "Untriaged" }),
			snapshotItem("case:z", { omission: "Closed a minute ago" }),
		],
	});
});
afterEach(() => {
	vi.unstubAllEnvs();
	reloadConfig();
});

const accept = (item: string, actor: Actor = lee, version = 0) =>
	answerItem(as(actor), handover.id, { item, answer: "accepted", version });
const SYNTHESIS = "One campaign, contained; the rest waits for the user.";

describe("answering an item", () => {
	it("is recorded with person and time, and notifies the outgoing lead of a question or a declined item", async () => {
		expect(await accept("case:a")).toMatchObject({
			item: "case:a",
			answer: "accepted",
			by: { id: lee.id, name: "Lee" },
			version: 1,
		});
		expect(await inbox(kim)).toEqual([]);
		await answerItem(as(lee), handover.id, {
			item: "untriaged",
			answer: "asked",
			text: "Who looks at the oldest?",
			version: 0,
		});
		clock += 1_000;
		await answerItem(as(lee), handover.id, {
			item: "untriaged",
			answer: "declined",
			text: "Nobody on shift may decide these",
			version: 1,
		});
		expect(await inbox(kim)).toEqual([
			`asked: Lee asks about “Untriaged” of handover ${handover.number}.`,
			`declined: Lee does not take over “Untriaged” of handover ${handover.number}.`,
		]);
		expect(await inbox(lee)).toEqual([]);
		const { answers, messages } = await getReadBack(as(vic), handover.id);
		expect(answers).toMatchObject([
			{ item: "case:a", answer: "accepted", reason: "" },
			{ item: "untriaged", answer: "declined", reason: "Nobody on shift may decide these", version: 2 },
		]);
		expect(messages).toMatchObject([{ item: "untriaged", body: "Who looks at the oldest?" }]);
		expect(await verbs(handover.id)).toEqual(["handovers.answer", "handovers.answer", "handovers.answer"]);
	});

	it("can't be done by the person who signed, by viewers, or for an item that was not handed over", async () => {
		expect(await code(accept("case:a", kim))).toBe("forbidden");
		expect(await code(accept("case:a", vic))).toBe("forbidden");
		expect(await code(accept("case:b"))).toBe("not_found");
		expect(await code(accept("case:z")), "what was left out").toBe("not_found");
		expect(await code(answerItem(as(lee), lee.id, { item: "a", answer: "accepted", version: 0 }))).toBe(
			"not_found",
		);
	});

	it("requires a reason to decline, and a text to ask", async () => {
		const say = (answer: "asked" | "declined") =>
			code(answerItem(as(lee), handover.id, { item: "case:a", answer, text: "  ", version: 0 }));
		expect([await say("asked"), await say("declined")]).toEqual(["invalid_input", "invalid_input"]);
	});

	it("returns a conflict with the other person's answer when they answered first", async () => {
		await accept("case:a");
		await expect(accept("case:a", lead)).rejects.toMatchObject({
			code: "conflict",
			details: { answer: { answer: "accepted", by: { name: "Lee" } } },
		});
		const [one, other] = await Promise.all([code(accept("untriaged", lee)), code(accept("untriaged", lead))]);
		expect([one, other].sort()).toEqual(["conflict", "done"]);
	});

	it("shows nothing from workspaces outside the person's own", async () => {
		const narrow = { ...lee, workspaces: ["mine"] };
		await test.db.workspace.createMany({
			data: ["mine", "theirs"].map((id) => ({ id, kind: "sentinel" as const, name: id })),
			skipDuplicates: true,
		});
		expect(await code(getReadBack(as(narrow), handover.id))).toBe("not_found");
		expect(await code(accept("case:a", narrow))).toBe("not_found");
		const own = await seedSigned(test.db, { outgoing: kim, workspaces: ["mine"] });
		expect(await code(getReadBack(as(narrow), own.id))).toBe("done");
		expect(await code(getReadBack(as({ ...lee, workspaces: ["theirs"] }), own.id))).toBe("not_found");
	});
});

describe("a thread", () => {
	it("notifies the people who wrote in it, and the outgoing lead", async () => {
		await answerItem(as(lee), handover.id, { item: "case:a", answer: "asked", text: "Why?", version: 0 });
		clock += 1_000;
		await replyToItem(as(kim), handover.id, { item: "case:a", body: "Because." });
		clock += 1_000;
		await replyToItem(as(lead), handover.id, { item: "case:a", body: "And so." });
		const n = handover.number;
		expect(await inbox(lee)).toEqual([
			`answered: Kim answered on “Campaign” of handover ${n}.`,
			`answered: Lou answered on “Campaign” of handover ${n}.`,
		]);
		expect(await inbox(kim)).toEqual([
			`asked: Lee asks about “Campaign” of handover ${n}.`,
			`answered: Lou answered on “Campaign” of handover ${n}.`,
		]);
		const { messages } = await getReadBack(as(lee), handover.id);
		expect(messages.map(({ body }) => body)).toEqual(["Why?", "Because.", "And so."]);
		expect(await code(replyToItem(as(vic), handover.id, { item: "case:a", body: "No" }))).toBe("forbidden");
	});
});

describe("the acknowledgement", () => {
	const acknowledge = (actor: Actor = lee, over: { version?: number; synthesis?: string } = {}) =>
		acknowledgeHandover(as(actor), handover.id, {
			synthesis: SYNTHESIS,
			version: handover.version,
			...over,
		});

	it("requires every item settled and a synthesis, and is then final", async () => {
		await accept("case:a");
		await expect(acknowledge()).rejects.toMatchObject({
			code: "invalid_input",
			places: [{ field: "answers" }],
		});
		await answerItem(as(lee), handover.id, { item: "untriaged", answer: "asked", text: "?", version: 0 });
		expect(await code(acknowledge())).toBe("invalid_input");
		await answerItem(as(lee), handover.id, {
			item: "untriaged",
			answer: "declined",
			text: "Too many",
			version: 1,
		});
		await expect(acknowledge(lee, { synthesis: " " })).rejects.toMatchObject({
			places: [{ field: "synthesis" }],
		});
		const done = await acknowledge();
		expect(done).toMatchObject({
			status: "acknowledged",
			incoming: { id: lee.id, name: "Lee" },
			synthesis: SYNTHESIS,
			acknowledgedAt: new Date(clock).toISOString(),
		});
		expect(await inbox(kim)).toContain(`answered: Lee acknowledged handover ${handover.number}.`);
		expect((await verbs(handover.id))[0]).toBe("handovers.acknowledge");
		expect(await code(accept("case:a", lee, 1)), "answers stand").toBe("conflict");
		expect(await code(replyToItem(as(kim), handover.id, { item: "case:a", body: "Later" }))).toBe("done");
	});

	it("can't be given by the person who signed where another lead exists", async () => {
		await accept("case:a");
		await accept("untriaged");
		expect(await code(acknowledge(kim))).toBe("forbidden");
		expect((await getReadBack(as(kim), handover.id)).refusal).toMatch(/someone else/);
		const { outgoing, refusal } = await getReadBack(as(vic), handover.id);
		expect([outgoing.name, refusal]).toEqual(["Kim", expect.stringMatching(/role analyst/)]);
	});

	it("happens once: the slower of two gets a conflict with the current state", async () => {
		await accept("case:a");
		await accept("untriaged");
		expect(await code(acknowledge(lee, { version: handover.version + 1 }))).toBe("conflict");
		const outcomes = await Promise.all([code(acknowledge(lee)), code(acknowledge(lead))]);
		expect(outcomes.sort()).toEqual(["conflict", "done"]);
		await expect(acknowledge(lead)).rejects.toMatchObject({
			details: { readBack: { status: "acknowledged" } },
		});
	});

	it("leaves the signed handover unchanged", async () => {
		await accept("case:a");
		await accept("untriaged");
		await acknowledge();
		const after = await test.db.handover.findUniqueOrThrow({ where: { id: handover.id } });
		expect(after.snapshot).toEqual(handover.snapshot);
		expect(after.snapshotHash).toEqual(handover.snapshotHash);
	});
});

describe("an addendum", () => {
	it("has its author's name and time, and is notified to the outgoing lead", async () => {
		await addAddendum(as(lee), handover.id, { body: "The user has called back." });
		expect((await getReadBack(as(vic), handover.id)).addenda).toMatchObject([
			{ body: "The user has called back.", by: { name: "Lee" }, at: new Date(clock).toISOString() },
		]);
		expect(await inbox(kim)).toEqual([`watched: Lee added to handover ${handover.number}.`]);
		expect(await verbs(handover.id)).toEqual(["handovers.addendum"]);
		expect(await code(addAddendum(as(vic), handover.id, { body: "No" }))).toBe("forbidden");
	});

	it("can't be added to a draft, which is edited instead", async () => {
		const { id } = await test.db.handover.create({
			data: {
				shift: "Day",
				windowFrom: new Date(clock),
				windowTo: new Date(clock),
				timeZone: "UTC",
				outgoingName: "Kim",
				createdAt: new Date(clock),
			},
		});
		expect(await code(addAddendum(as(lee), id, { body: "Early" }))).toBe("conflict");
		expect(await code(getReadBack(as(lee), id))).toBe("done");
	});
});

describe("a handover that nobody acknowledges", () => {
	const escalate = () => escalateUnacknowledged(as(SYSTEM), handover.id);

	it("is notified to leads once when its time has passed", async () => {
		expect(await escalate()).toBe(false);
		clock += 30 * 60_000;
		expect(await Promise.all([escalate(), escalate()])).toEqual(expect.arrayContaining([true, false]));
		expect(await escalate()).toBe(false);
		const text = `unacknowledged: Nobody has acknowledged Handover ${handover.number}: Night for 30 minutes.`;
		expect([await inbox(kim), await inbox(lead), await inbox(lee)]).toEqual([[text], [text], []]);
		expect((await getReadBack(as(lee), handover.id)).escalatedAt).toBe(new Date(clock).toISOString());
		expect(await verbs(handover.id)).toEqual(["handovers.escalate"]);
	});

	it("is checked again later when the limit was raised, and left alone once acknowledged", async () => {
		vi.stubEnv("HANDOVER_ACKNOWLEDGE_MINUTES", "90");
		reloadConfig();
		clock += 30 * 60_000;
		expect(await escalate()).toBe(false);
		const [job] = await test.db.$queryRaw<{ at: Date }[]>`
			SELECT "start_after" AS at FROM "pgboss"."job" WHERE "data"->>'handoverId' = ${handover.id}`;
		expect(job?.at).toEqual(new Date(clock + 60 * 60_000));
		await accept("case:a");
		await accept("untriaged");
		await acknowledgeHandover(as(lee), handover.id, { synthesis: SYNTHESIS, version: handover.version });
		clock += 120 * 60_000;
		expect(await escalate()).toBe(false);
	});
});

describe("webhooks and the clock", () => {
	it("are sent the signing and the acknowledgement, with the hash in the audit", async () => {
		await test.db.webhook.create({
			data: {
				name: "Receiver",
				url: "https://receiver.example/hook",
				shape: "json",
				events: ["handover.signed", "handover.acknowledged"],
				secret: "plain:whsec_x",
				createdAt: new Date(clock),
				createdByName: "Kim",
			},
		});
		const { id, hash, number } = await signedHandover(test.db, kim, new Date(clock));
		await acknowledgeHandover(as(lee), id, {
			synthesis: SYNTHESIS,
			version: (await getReadBack(as(lee), id)).version,
		});
		const events = await test.db.webhookEvent.findMany({
			where: { type: { startsWith: "handover." } },
			orderBy: { type: "desc" },
		});
		expect(events.map(({ type }) => type)).toEqual(["handover.signed", "handover.acknowledged"]);
		expect(events[0]?.data).toMatchObject({ handover: { number, snapshotSha256: hash }, count: 0 });
		expect(events[1]?.data).toMatchObject({ by: { name: "Lee" }, synthesis: SYNTHESIS, items: [] });
		expect(
			await test.db.webhookDelivery.count({ where: { event: { type: { in: ["handover.signed"] } } } }),
		).toBe(1);
		const [job] = await test.db.$queryRaw<{ at: Date }[]>`
			SELECT "start_after" AS at FROM "pgboss"."job" WHERE "data"->>'handoverId' = ${id}`;
		expect(job?.at).toEqual(new Date(clock + 30 * 60_000));
	});
});

describe("a page that watches a handover", () => {
	it("is notified of every answer, and of no other handover", async () => {
		const heard: number[] = [];
		const stop = await watchHandover(as(vic), handover.id, () => heard.push(Date.now()));
		await expect.poll(() => heard.length).toBe(1);
		await accept("case:a");
		await expect.poll(() => heard.length).toBe(2);
		const other = await seedSigned(test.db, { outgoing: kim, items: [snapshotItem("case:a")] });
		const others: number[] = [];
		const stopOther = await watchHandover(as(vic), other.id, () => others.push(Date.now()));
		await expect.poll(() => others.length).toBe(1);
		await answerItem(as(lee), other.id, { item: "case:a", answer: "accepted", version: 0 });
		await expect.poll(() => others.length).toBe(2);
		expect(heard.length).toBe(2);
		await addAddendum(as(kim), handover.id, { body: "One more" });
		await expect.poll(() => heard.length).toBe(3);
		stop();
		stopOther();
	});
});
