import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { setCaseStatus } from "@/lib/cases/cases/set-status";
import { acknowledgeHandover } from "@/lib/handovers/read-back/acknowledge";
import { answerItem } from "@/lib/handovers/read-back/answer";
import { getReadBack } from "@/lib/handovers/read-back/read-back";
import { replyToItem } from "@/lib/handovers/read-back/reply";
import { handoverDifference } from "@/lib/handovers/review/difference";
import { exportHandover } from "@/lib/handovers/review/export";
import { signHandover } from "@/lib/handovers/signing/sign";
import type { PersonActor } from "@/lib/platform/context/actor";
import { seedCase, seedClicks } from "@/test/cases/fixtures";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, clickRow, testContext } from "@/test/findings/fixtures";
import { explainedDraft, signedHandover } from "@/test/handovers/fixtures";
import { seedSigned, snapshotItem } from "@/test/handovers/review-fixtures";
import { openHandover } from "./open";
import type { HandoverDetail } from "./schema";
import { writeNote } from "./write-note";

let test: TestDatabase;
let kim: PersonActor;
let lee: PersonActor;
let clock = Date.now();

beforeAll(async () => {
	test = await createTestDatabase();
	kim = await addPerson(test.db, "Kim", "lead");
	lee = await addPerson(test.db, "Lee", "lead");
});
afterAll(() => test.drop());

const as = (actor: PersonActor) => testContext(test.db, actor, () => new Date(clock));
const later = (hours: number) => {
	clock += hours * 3_600_000;
};
const itemOf = ({ document }: HandoverDetail, key: string) => document.items.find(({ item }) => item === key);
const move = async (caseId: string, status: "open" | "resolved" | "closed") => {
	const { version } = await test.db.case.findUniqueOrThrow({ where: { id: caseId } });
	// The playbook's blocking tasks are not what this is about.
	await test.db.caseTask.deleteMany({ where: { caseId } });
	await setCaseStatus(as(kim), caseId, {
		status,
		version,
		...(status === "closed" ? { classification: "undetermined" as const } : {}),
	});
};

describe("three handovers in a row", () => {
	it("show what the first said of a case, what its receiver answered, and what was resolved", async () => {
		const risky = `case:${(await seedCase(test.db, kim, { title: "Risky" })).id}`;
		const refused = `case:${(await seedCase(test.db, kim, { title: "Refused" })).id}`;
		const ended = await seedCase(test.db, kim, { title: "Ended" });
		const draft = await openHandover(as(kim));
		const said = {
			stability: "unstable",
			contingency: "If it spreads, then isolate.",
			note: "Ask IT.",
		} as const;
		await writeNote(as(kim), draft.id, { item: risky, version: 0, ...said });
		await writeNote(as(kim), draft.id, {
			item: refused,
			version: 0,
			omission: null,
			explanation: "The user is away.",
		});
		const first = await signedHandover(test.db, kim, new Date(clock));
		expect(itemOf(first, risky)).toMatchObject({ ...said, judged: true, saidIn: null });

		later(1);
		// The draft is opened before the read-back ends: later answers are in it all the same.
		await openHandover(as(lee));
		for (const { item } of first.document.items) {
			await answerItem(as(lee), first.id, {
				...(item === refused ? { answer: "declined", text: "Not on my shift." } : { answer: "accepted" }),
				item,
				version: 0,
			});
		}
		await answerItem(as(lee), first.id, { item: risky, answer: "asked", text: "Which host?", version: 1 });
		await replyToItem(as(kim), first.id, { item: risky, body: "PC-7." });
		await answerItem(as(lee), first.id, { item: risky, answer: "accepted", version: 2 });
		await acknowledgeHandover(as(lee), first.id, {
			synthesis: "One case at risk; the refused one stays.",
			version: (await getReadBack(as(lee), first.id)).version,
		});
		await move(ended.id, "resolved");
		const brief = await seedCase(test.db, kim, { title: "Came and went" });
		await move(brief.id, "closed");
		later(1);
		const second = await signedHandover(test.db, lee, new Date(clock));
		later(1);
		const third = await openHandover(as(kim));

		for (const detail of [second, third]) {
			const { number } = first;
			expect(itemOf(detail, risky), `in handover ${detail.number}`).toMatchObject({
				...said,
				judged: true,
				saidIn: number,
				earlier: {
					answer: { handover: number, answer: "accepted", by: { id: lee.id, name: "Lee" } },
					messages: [
						{ handover: number, body: "Which host?", by: { name: "Lee" } },
						{ handover: number, body: "PC-7.", by: { name: "Kim" } },
					],
				},
			});
			expect(itemOf(detail, refused), `in handover ${detail.number}`).toMatchObject({
				earlier: { answer: { handover: number, answer: "declined", reason: "Not on my shift." } },
			});
		}
		// An explanation is for one handover; it is shown, and excuses nothing any more.
		expect(itemOf(third, refused)).toMatchObject({
			explanation: "",
			earlier: { explanation: { handover: second.number, text: "Known and meant." } },
		});
		expect(third.blocking.map(({ item }) => item)).toContain(refused);

		expect(second.document.resolved).toMatchObject([
			{ title: expect.stringContaining("Ended"), outcome: "resolved", by: "Kim" },
			{ title: expect.stringContaining("Came and went"), outcome: "closed", classification: "undetermined" },
		]);
		expect(third.document.resolved).toEqual([]);
		const { resolved } = await handoverDifference(as(lee), second.id);
		expect(resolved.map(({ key, outcome, by }) => [key, outcome, by])).toEqual([
			[`case:${ended.id}`, "resolved", "Kim"],
			[`case:${brief.id}`, "closed", "Kim"],
		]);
		const { text } = await exportHandover(as(lee), second.id, {});
		expect(text).toContain("Came and went (closed by Kim");
		expect(text).toContain(`declined by Lee in handover ${first.number}`);
	});

	it("a changed text counts as said first in the handover that changed it", async () => {
		const item = `case:${(await seedCase(test.db, kim, { title: "Changing" })).id}`;
		const draft = await openHandover(as(kim));
		await writeNote(as(kim), draft.id, {
			item,
			version: 0,
			stability: "unstable",
			contingency: "If, then",
			note: "Loud.",
		});
		const first = await signedHandover(test.db, kim, new Date(clock));
		later(1);
		const second = await openHandover(as(kim));
		expect(itemOf(second, item)).toMatchObject({ stability: "unstable", saidIn: first.number });
		// A position in the order says nothing about its state.
		await writeNote(as(kim), second.id, { item, version: 1, position: 0 });
		await writeNote(as(kim), second.id, { item, version: 2, stability: "stable", contingency: "" });
		const signed = await signedHandover(test.db, kim, new Date(clock));
		expect(itemOf(signed, item)).toMatchObject({ stability: "stable", contingency: "", saidIn: null });
		later(1);
		expect(itemOf(await openHandover(as(kim)), item)).toMatchObject({
			stability: "stable",
			contingency: "",
			note: "Loud.",
			saidIn: second.number,
		});
	});

	it("start counting again for a case that was absent in between, and for what was left out", async () => {
		const gone = await seedCase(test.db, kim, { title: "Gone" });
		const left = `case:${(await seedCase(test.db, kim, { title: "Left" })).id}`;
		const item = `case:${gone.id}`;
		const draft = await openHandover(as(kim));
		await writeNote(as(kim), draft.id, { item, version: 0, stability: "unstable", contingency: "If, then" });
		await writeNote(as(kim), draft.id, { item: left, version: 0, omission: "A test.", note: "Harmless." });
		await signedHandover(test.db, kim, new Date(clock));
		later(1);
		expect(itemOf(await openHandover(as(kim)), left)).toMatchObject({ omission: null, note: "Harmless." });
		await move(gone.id, "closed");
		await signedHandover(test.db, kim, new Date(clock));
		later(1);
		await move(gone.id, "open");
		expect(itemOf(await openHandover(as(kim)), item)).toMatchObject({ stability: "stable", saidIn: null });
	});
});

it("a handover signed before resolved cases were recorded finds them from the events in its window", async () => {
	const made = await seedCase(test.db, kim, { title: "Old" });
	await move(made.id, "resolved");
	later(0.1);
	const key = `case:${made.id}`;
	const items = [snapshotItem(key, { title: "Old" })];
	const signedAt = new Date(clock);
	const before = await seedSigned(test.db, {
		outgoing: kim,
		items,
		signedAt: new Date(clock - 8 * 3_600_000),
	});
	const old = await seedSigned(test.db, { outgoing: kim, items, signedAt, previous: before, format: 1 });
	const { resolved, carried } = await handoverDifference(as(lee), old.id);
	expect(resolved).toContainEqual(
		expect.objectContaining({ key, title: "Old", outcome: "resolved", by: "Kim" }),
	);
	expect(carried).toMatchObject([{ key, times: 1 }]);
});

it("shows how long findings have waited apart from when they happened, for all and for clicked ones", async () => {
	const firstSeen = new Date(clock - 21 * 60_000);
	await seedClicks(
		test.db,
		[
			clickRow(900, { TimeGenerated: "2026-01-05T00:00:00Z", IsClickedThrough: false }),
			clickRow(901, { TimeGenerated: "2026-01-06T00:00:00Z", IsClickedThrough: true }),
		],
		firstSeen,
	);
	await seedClicks(
		test.db,
		[clickRow(902, { TimeGenerated: "2026-01-07T00:00:00Z", IsClickedThrough: true })],
		new Date(firstSeen.getTime() - 60_000),
	);
	await seedClicks(
		test.db,
		[clickRow(903, { TimeGenerated: "2026-01-08T00:00:00Z", IsClickedThrough: false })],
		new Date(firstSeen.getTime() - 120_000),
	);
	const draft = await explainedDraft(test.db, kim, new Date(clock));
	const { untriaged } = draft.document.numbers;
	const iso = (minutes: number) => new Date(firstSeen.getTime() - minutes * 60_000).toISOString();
	expect(untriaged).toEqual({
		count: 4,
		oldestAt: iso(2),
		oldestEventAt: "2026-01-05T00:00:00.000Z",
		clickedThrough: 2,
		clicked: { oldestAt: iso(1), oldestEventAt: "2026-01-06T00:00:00.000Z" },
	});
	const item = itemOf(draft, "untriaged");
	expect(item?.facts).toEqual([
		{ name: "Clicked through", value: "2" },
		{ name: "Waiting since", value: iso(2) },
		{ name: "Oldest event", value: "2026-01-05T00:00:00.000Z" },
		{ name: "Clicked, waiting since", value: iso(1) },
		{ name: "Clicked, oldest event", value: "2026-01-06T00:00:00.000Z" },
	]);
	const signed = await signHandover(as(kim), draft.id, { version: draft.version });
	const { text } = await exportHandover(as(lee), signed.id, {});
	expect(text).toContain(`2 clicked through, waiting since ${iso(1).slice(0, 10)}`);
	expect(text).toContain("oldest event 2026-01-06 00:00 UTC");
	expect(text).toContain("(22 minutes at the signing)");
});
