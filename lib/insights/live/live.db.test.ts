import { afterAll, beforeAll, expect, it } from "vitest";
import { addComment } from "@/lib/cases/comments/add";
import { decide } from "@/lib/decisions/decide";
import { undoDecision } from "@/lib/decisions/undo";
import type { PersonActor } from "@/lib/platform/context/actor";
import type { FindingSummary } from "@/lib/triage/findings/schema";
import { seedCase, seedClicks } from "@/test/cases/fixtures";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, clickRow, testContext } from "@/test/findings/fixtures";
import { until } from "@/test/until";
import { watchLive } from "./watch";

let test: TestDatabase;
let ada: PersonActor;
let bob: PersonActor;
const as = (person: PersonActor) => testContext(test.db, person);

beforeAll(async () => {
	test = await createTestDatabase();
	ada = await addPerson(test.db, "Ada");
	bob = await addPerson(test.db, "Bob");
});
afterAll(() => test.drop());

/** An open page and the events it has received. */
async function page(person: PersonActor, caseNumber?: number, ago?: number) {
	const heard: [string, unknown][] = [];
	const asked = { ...(caseNumber === undefined ? {} : { case: String(caseNumber) }), ago };
	const leave = await watchLive(as(person), asked, {
		onEvent: (event, data) => void heard.push([event, data]),
	});
	return {
		heard,
		leave,
		of: (event: string) => heard.flatMap(([each, data]) => (each === event ? [data] : [])),
	};
}

it("sends an open page others' decisions and undos, with the current findings", async () => {
	const [id] = await seedClicks(test.db, [clickRow(1)]);
	const bobs = await page(bob);
	const strangers = await page({ ...bob, workspaces: ["elsewhere"] });
	const decision = await decide(as(ada), {
		verdict: "triaged",
		ids: [String(id)],
		versions: { [String(id)]: 1 },
	});
	const told = () => bobs.of("findings") as { findings: FindingSummary[] }[];
	await until(() => told().length === 1, "Bob's page hears of the decision");
	expect(told()[0]?.findings).toMatchObject([
		{ id, status: "triaged", version: 2, decision: { by: { name: "Ada" } } },
	]);
	await undoDecision(as(ada), String(decision.id));
	await until(() => told().length === 2, "Bob's page hears of the undo");
	expect(told()[1]?.findings).toMatchObject([{ id, status: "new", version: 3, decision: null }]);
	await until(() => strangers.of("findings").length === 2, "a page of another workspace hears twice");
	expect(strangers.of("findings")).toEqual([{ findings: [] }, { findings: [] }]);
	bobs.leave();
	strangers.leave();
});

it("sends a case event to people who can see the case, and an inbox event to its owner only", async () => {
	const { id } = await seedCase(test.db, ada);
	const bobs = await page(bob);
	const adas = await page(ada);
	const strangers = await page({ ...ada, workspaces: ["elsewhere"] });
	await addComment(as(ada), id, { body: "@Bob, look.", mentions: [bob.id] });
	await until(() => bobs.of("inbox").length > 0, "Bob's page hears of his inbox");
	await until(() => bobs.of("cases").length > 0, "Bob's page hears of the case");
	await until(() => adas.of("cases").length > 0, "Ada's page hears of the case");
	// Every page gets an event of a decision. It is made after the comment, so the comment's event would come first.
	const [finding] = await seedClicks(test.db, [clickRow(2)]);
	await decide(as(ada), {
		verdict: "triaged",
		ids: [String(finding)],
		versions: { [String(finding)]: 1 },
	});
	await until(
		() => strangers.of("findings").length === 1,
		"a page of another workspace hears of the decision",
	);
	// What the case began with may still be under way when the pages open.
	expect(new Set(bobs.of("cases").map((data) => (data as { id: string }).id))).toEqual(new Set([id]));
	expect(adas.of("inbox")).toEqual([]);
	expect(strangers.heard).toEqual([["findings", { findings: [] }]]);
	for (const each of [bobs, adas, strangers]) each.leave();
});

it("sends who else is viewing the same case, as they come and go", async () => {
	const { number } = await seedCase(test.db, ada);
	const adas = await page(ada, number);
	const bobs = await page(bob, number);
	const seen = (each: typeof adas) => each.of("looking").at(-1) as { people: { name: string }[] } | undefined;
	const names = (each: typeof adas) =>
		seen(each)
			?.people.map(({ name }) => name)
			.join();
	await until(() => names(adas) === "Bob", "Ada's page shows Bob");
	await until(() => names(bobs) === "Ada", "Bob's page shows Ada");
	bobs.leave();
	await until(() => names(adas) === "", "Ada's page no longer shows Bob");
	adas.leave();
	await expect(watchLive(as(ada), { case: 999_999 }, { onEvent: () => {} })).rejects.toMatchObject({
		code: "not_found",
	});
});

it("starts with the decisions made since the page began to load, and nothing else", async () => {
	const [id] = await seedClicks(test.db, [clickRow(50)]);
	const { id: decisionId } = await decide(as(ada), {
		verdict: "triaged",
		ids: [String(id)],
		versions: { [String(id)]: 1 },
	});
	const [bobs, strangers] = [
		await page(bob, undefined, 4_000),
		await page({ ...bob, workspaces: ["elsewhere"] }, undefined, 4_000),
	];
	const told = bobs.of("findings") as { findings: FindingSummary[] }[];
	expect(told.flatMap(({ findings }) => findings)).toContainEqual(
		expect.objectContaining({ id, status: "triaged", version: 2 }),
	);
	expect(strangers.of("findings").flatMap((data) => (data as { findings: unknown[] }).findings)).toEqual([]);
	for (const each of [bobs, strangers]) each.leave();

	await test.db.findingEvent.updateMany({
		where: { decisionId },
		data: { at: new Date(Date.now() - 60_000) },
	});
	const later = await page(bob, undefined, 4_000);
	const again = later.of("findings") as { findings: FindingSummary[] }[];
	expect(again.flatMap(({ findings }) => findings).map((finding) => finding.id)).not.toContain(id);
	later.leave();
});
