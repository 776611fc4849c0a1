import { afterAll, beforeAll, expect, it } from "vitest";
import { getHandover } from "@/lib/handovers/handovers/get";
import { openHandover } from "@/lib/handovers/handovers/open";
import { writeNote } from "@/lib/handovers/handovers/write-note";
import { writeNotes } from "@/lib/handovers/handovers/write-notes";
import { signHandover } from "@/lib/handovers/signing/sign";
import type { PersonActor } from "@/lib/platform/context/actor";
import { seedCases } from "@/test/cases/fixtures";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, testContext } from "@/test/findings/fixtures";
import { acknowledgeHandover } from "./acknowledge";
import { answerItem } from "./answer";
import { answerItems } from "./answer-items";
import { getReadBack } from "./read-back";

const CASES = 308;

let test: TestDatabase;
let kim: PersonActor;
let lee: PersonActor;
beforeAll(async () => {
	test = await createTestDatabase();
	kim = await addPerson(test.db, "Kim", "lead");
	lee = await addPerson(test.db, "Lee", "analyst");
});
afterAll(() => test.drop());

const as = (actor: PersonActor) => testContext(test.db, actor);

it("308 open cases are explained, accepted and declined in one answer each", {
	timeout: 60_000,
}, async () => {
	await seedCases(test.db, CASES);
	const draft = await openHandover(as(kim));
	expect(draft.document.items).toHaveLength(CASES);
	expect(draft.blocking).toHaveLength(CASES);
	const all = draft.blocking.map(({ item }) => item);
	const seen = (items: readonly string[], version = 0) => items.map((item) => ({ item, version }));
	const [first = "", second = "", third = ""] = all;

	// Another person answers one of them in the meantime: none of them is written.
	const { note } = await writeNote(as(lee), draft.id, {
		item: first,
		version: 0,
		stability: "unstable",
		contingency: "If, then",
	});
	await expect(
		writeNotes(as(kim), draft.id, { items: seen(all), explanation: "Day shift plans them." }),
	).rejects.toMatchObject({ code: "conflict", details: { notes: [note] } });
	expect((await getHandover(as(kim), draft.id)).blocking).toHaveLength(CASES);

	const written = await writeNotes(as(kim), draft.id, {
		items: [{ item: first, version: 1 }, ...seen(all.slice(1))],
		explanation: "Day shift plans them.",
	});
	expect(written.notes).toHaveLength(CASES);
	expect(written.notes.find(({ item }) => item === first)).toMatchObject({
		version: 2,
		stability: "unstable",
		contingency: "If, then",
	});
	await writeNotes(as(kim), draft.id, { items: seen([second, third], 1), omission: "Duplicates." });
	const ready = await getHandover(as(kim), draft.id);
	expect(ready.blocking).toEqual([]);
	expect(ready.document.items.filter(({ omission }) => omission === "Duplicates.")).toHaveLength(2);
	const signed = await signHandover(as(kim), draft.id, { version: ready.version });

	const handed = signed.document.items.filter(({ omission }) => omission === null);
	const stable = handed.filter(({ stability }) => stability === "stable").map(({ item }) => item);
	const rest = handed.filter(({ stability }) => stability !== "stable").map(({ item }) => item);
	expect(stable.length + rest.length).toBe(CASES - 2);
	expect(rest.length).toBeGreaterThan(1);
	await answerItem(as(lee), signed.id, { item: first, answer: "asked", text: "Which?", version: 0 });
	await expect(
		answerItems(as(lee), signed.id, { answer: "declined", text: "Too many", items: seen(rest) }),
	).rejects.toMatchObject({ code: "conflict", details: { answers: [{ item: first, answer: "asked" }] } });
	await expect(
		answerItems(as(lee), signed.id, { answer: "accepted", items: seen([second]) }),
		"what was left out",
	).rejects.toMatchObject({ code: "not_found" });
	await expect(
		answerItems(as(kim), signed.id, { answer: "accepted", items: seen(stable) }),
	).rejects.toMatchObject({ code: "forbidden" });

	await answerItems(as(lee), signed.id, { answer: "accepted", items: seen(stable) });
	await test.db.inboxItem.deleteMany();
	const declined = await answerItems(as(lee), signed.id, {
		answer: "declined",
		text: "Not on my shift.",
		items: rest.map((item) => ({ item, version: item === first ? 1 : 0 })),
	});
	expect(new Set(declined.map(({ reason }) => reason))).toEqual(new Set(["Not on my shift."]));
	expect(await test.db.inboxItem.findMany()).toMatchObject([
		{
			personId: kim.id,
			kind: "declined",
			text: `Lee does not take over ${rest.length} items of handover ${signed.number}: Not on my shift.`,
		},
	]);
	const { version, answers } = await getReadBack(as(lee), signed.id);
	expect(answers).toHaveLength(CASES - 2);
	await acknowledgeHandover(as(lee), signed.id, { synthesis: "All of it but the graver ones.", version });
	const rows = await test.db.auditEvent.count({
		where: { verb: "handovers.answer", targetId: signed.id },
	});
	expect(rows, "one row for each answer").toBe(CASES - 2 + 1);

	const next = await openHandover(as(lee));
	expect(next.document.items).toHaveLength(CASES);
	expect(next.document.items.find(({ item }) => item === first)).toMatchObject({
		stability: "unstable",
		contingency: "If, then",
		earlier: { answer: { answer: "declined", reason: "Not on my shift.", handover: signed.number } },
	});
});
