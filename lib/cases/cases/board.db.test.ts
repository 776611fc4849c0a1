import { afterAll, beforeAll, expect, it } from "vitest";
import type { PersonActor } from "@/lib/platform/context/actor";
import { seedCase } from "@/test/cases/fixtures";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, testContext, WORKSPACE_ID } from "@/test/findings/fixtures";
import { caseBoard } from "./board";
import type { BoardInput } from "./schema";

let test: TestDatabase;
let ada: PersonActor;
const NOW = new Date("2026-03-04T12:00:00Z");
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);

/** 286 low cases changed a moment ago, 22 high ones that nobody has touched for days, 40 closed ones. */
beforeAll(async () => {
	test = await createTestDatabase();
	ada = await addPerson(test.db, "Ada");
	await seedCase(test.db, ada); // the workspace
	await test.db.case.updateMany({ data: { mergedIntoId: null, status: "closed", closedAt: new Date(0) } });
	const row = (over: object) => ({
		workspaceId: WORKSPACE_ID,
		title: "Clicks",
		createdByName: "Ada",
		createdAt: ago(60),
		updatedAt: ago(1),
		...over,
	});
	await test.db.case.createMany({
		data: [
			...Array.from({ length: 22 }, (_, n) =>
				row({ severity: "high", title: `High ${n}`, createdAt: ago(5_000 + n), updatedAt: ago(5_000) }),
			),
			...Array.from({ length: 280 }, () => row({ severity: "low" })),
			...Array.from({ length: 6 }, () => row({ severity: "low", status: "contained" })),
			...Array.from({ length: 39 }, (_, n) =>
				row({ severity: "high", status: "closed", closedAt: ago(n), title: `Closed ${n}` }),
			),
		] as never,
	});
});
afterAll(() => test.drop());

const board = async (input: BoardInput = {}, actor = ada) => {
	const { columns } = await caseBoard(
		testContext(test.db, actor, () => NOW),
		input,
	);
	return Object.fromEntries(columns.map((column) => [column.status, column])) as Record<
		"open" | "contained" | "resolved" | "closed",
		(typeof columns)[number]
	>;
};

it("counts all 308 cases and shows the urgent ones, however long ago they changed", async () => {
	const { open, contained, resolved, closed } = await board();
	expect([open.matching, contained.matching, resolved.matching, closed.matching]).toEqual([302, 6, 0, 40]);
	expect(open.items).toHaveLength(100);
	expect(open.items.slice(0, 22).every(({ severity }) => severity === "high")).toBe(true);
	expect(open.items.filter(({ severity }) => severity === "high")).toHaveLength(22);
	expect(closed.items.map(({ title }) => title)).toEqual(Array.from({ length: 30 }, (_, n) => `Closed ${n}`));
});

it("orders by severity, then by the deadline that passes first", async () => {
	const { open } = await board();
	expect(open.items.slice(0, 22).map(({ title }) => title)).toEqual(
		Array.from({ length: 22 }, (_, n) => `High ${21 - n}`),
	);
	const last = open.items[0];
	await test.db.case.update({ where: { id: String(last?.id) }, data: { acknowledgedAt: ago(4_999) } });
	const after = (await board()).open.items.map(({ id }) => id);
	expect(after.indexOf(String(last?.id)), "what presses now is containing it, which is due later").toBe(21);
});

it("returns the rest when more are requested, counted within the filter", async () => {
	expect((await board({ open: 1_000 })).open.items).toHaveLength(302);
	const low = await board({ severity: "low" });
	expect([low.open.matching, low.closed.matching]).toEqual([280, 1]);
	const elsewhere = await board({}, { ...ada, workspaces: ["elsewhere"] });
	expect(Object.values(elsewhere).map(({ matching }) => matching)).toEqual([0, 0, 0, 0]);
	await expect(board({ open: "-1" } as never)).rejects.toMatchObject({ code: "invalid_input" });
});
