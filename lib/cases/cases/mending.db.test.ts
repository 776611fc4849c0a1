import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addTask } from "@/lib/cases/tasks/add";
import type { PersonActor } from "@/lib/platform/context/actor";
import { SUMMARY_SELECT } from "@/lib/triage/findings/dto";
import { writeDecision } from "@/lib/triage/findings/write-decision";
import { seedCase, seedEscalated } from "@/test/cases/fixtures";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, clickRow, testContext } from "@/test/findings/fixtures";
import { getCase } from "./get";
import { mergeCase } from "./merge";
import { setCaseStatus } from "./set-status";
import { unmergeCase } from "./unmerge";

const ZERO = "00000000-0000-0000-0000-000000000000";
let test: TestDatabase;
let ada: PersonActor;
let bea: PersonActor;
const begun = new Date("2026-03-02T09:00:00Z");
const at = (minutes: number) => new Date(begun.getTime() + minutes * 60_000);
const as = (actor: PersonActor, minutes = 0) => testContext(test.db, actor, () => at(minutes));

beforeAll(async () => {
	test = await createTestDatabase();
	ada = await addPerson(test.db, "Ada");
	bea = await addPerson(test.db, "Bea");
});
afterAll(() => test.drop());

/** Runs a migration again, over rows as earlier releases wrote them. */
async function migrate(name: string): Promise<void> {
	const root = "prisma/migrations";
	const folder = (await readdir(root)).find((each) => each.endsWith(`_${name}`));
	await test.db.$executeRawUnsafe(await readFile(join(root, String(folder), "migration.sql"), "utf8"));
}

describe("findings that closings decided again", () => {
	it("get back the original person and time, however often the case was closed", async () => {
		const { caseId, findingIds, decisionId } = await seedEscalated(test.db, bea, [clickRow(1), clickRow(2)]);
		const where = { id: { in: findingIds } };
		const before = await test.db.finding.findMany({ where, orderBy: { id: "asc" } });
		for (const minute of [10, 20]) {
			const rows = await test.db.finding.findMany({ where, select: SUMMARY_SELECT });
			const said = { verdict: "escalated" as const, note: "Case #1 closed as true positive." };
			await test.db.$transaction((tx) => writeDecision(tx, as(ada, minute), said, rows, caseId));
		}
		expect((await test.db.finding.findFirstOrThrow({ where })).decidedByName).toBe("Ada");
		await migrate("mend_agreeing_closings");
		const after = await test.db.finding.findMany({ where, orderBy: { id: "asc" } });
		const decisions = (rows: typeof before) =>
			rows.map(({ status, verdict, note, decidedAt, decidedById, decidedByName, decisionId: id }) => ({
				status,
				verdict,
				note,
				decidedAt,
				decidedById,
				decidedByName,
				id,
			}));
		expect(decisions(after)).toEqual(decisions(before));
		expect(after[0]?.decisionId).toBe(decisionId);
	});

	it("keep a verdict that a closing changed", async () => {
		const { caseId, findingIds } = await seedEscalated(test.db, bea, [clickRow(3)]);
		await test.db.caseTask.updateMany({ where: { caseId }, data: { status: "skipped" } });
		await setCaseStatus(as(ada, 10), caseId, {
			version: 1,
			status: "closed",
			classification: "false_positive",
			reason: "inaccurate_data",
			benignReason: "automated_scanner",
		});
		await migrate("mend_agreeing_closings");
		const row = await test.db.finding.findUniqueOrThrow({ where: { id: String(findingIds[0]) } });
		expect(row).toMatchObject({ verdict: "benign", decidedByName: "Ada" });
	});
});

describe("reopened cases", () => {
	it("lose the earlier containment, and have the time they were reopened", async () => {
		const { id } = await seedCase(test.db, ada);
		await test.db.caseTask.updateMany({ where: { caseId: id }, data: { status: "skipped" } });
		await setCaseStatus(as(ada, 1), id, { version: 1, status: "contained" });
		const closing = { status: "closed", classification: "undetermined" } as const;
		await setCaseStatus(as(ada, 2), id, { ...closing, version: 2 });
		await setCaseStatus(as(ada, 3), id, { version: 3, status: "open" });
		// As it was stored before: the first containment, and no time of the reopening.
		const old = { containedAt: at(1), resolvedAt: null, reopenedAt: null };
		await test.db.case.update({ where: { id }, data: old });
		await migrate("mend_reopened_cases");
		const where = { id };
		expect(await test.db.case.findUniqueOrThrow({ where })).toMatchObject({
			containedAt: null,
			reopenedAt: at(3),
		});
		await setCaseStatus(as(ada, 4), id, { version: 4, status: "contained" });
		await test.db.case.update({ where, data: old });
		await migrate("mend_reopened_cases");
		expect(await test.db.case.findUniqueOrThrow({ where })).toMatchObject({
			containedAt: at(4),
			reopenedAt: at(3),
		});
	});
});

it("findings and entities without a mail lose its id, and are not found by it", async () => {
	const { caseId, findingIds } = await seedEscalated(test.db, ada, [
		clickRow(4, { NetworkMessageId: "kept" }),
		clickRow(5),
	]);
	const [kept, zero] = findingIds as [string, string];
	const searchText = `user5@contoso.example\nreport-5\n${ZERO}\nhttps://phish-0.example/`;
	await test.db.finding.update({ where: { id: zero }, data: { networkMessageId: ZERO, searchText } });
	const added = { caseId, kind: "mail" as const, addedAt: new Date(), addedByName: "Ada" };
	await test.db.caseEntity.createMany({
		data: [
			{ ...added, value: ZERO, key: ZERO },
			{ ...added, value: "kept", key: "kept" },
		],
	});
	await migrate("mend_no_mail");
	expect(await test.db.finding.findUniqueOrThrow({ where: { id: zero } })).toMatchObject({
		networkMessageId: null,
		searchText: "user5@contoso.example\nreport-5\nhttps://phish-0.example/",
	});
	expect(await test.db.finding.findUniqueOrThrow({ where: { id: kept } })).toMatchObject({
		networkMessageId: "kept",
	});
	expect((await test.db.caseEntity.findMany({ where: { caseId } })).map(({ value }) => value)).toEqual([
		"kept",
	]);
});

it("cases merged with duplicate tasks have each task once, and unmerge as they were", async () => {
	const [from, into] = [await seedCase(test.db, ada), await seedCase(test.db, ada)];
	await addTask(as(ada), from.id, { title: "By hand" });
	await addTask(as(ada), into.id, { title: "By hand" });
	const scope = { caseId: from.id, title: "Scope" };
	await test.db.caseTask.updateMany({ where: scope, data: { status: "done", outcome: "Nobody else." } });
	const list = async (caseId: string) =>
		await test.db.caseTask.findMany({ where: { caseId }, orderBy: { id: "asc" } });
	const before = [await list(from.id), await list(into.id)];
	await mergeCase(as(ada), from.id, { into: into.id, version: 1 });
	// As earlier releases merged: all tasks went over.
	const ids = before[0]?.map(({ id }) => id) ?? [];
	await test.db.caseTask.updateMany({ where: { id: { in: ids } }, data: { caseId: into.id } });
	await test.db.caseTask.updateMany({
		where: { id: { in: before[1]?.map(({ id }) => id) ?? [] } },
		data: { caseId: into.id },
	});
	const merge = await test.db.caseMerge.findFirstOrThrow({ where: { fromId: from.id } });
	await test.db.caseMerge.update({ where: { id: merge.id }, data: { moved: { CaseTask: ids } } });
	expect((await getCase(as(ada), into.id)).tasks.all).toBe(24);
	await migrate("mend_merged_tasks");
	expect((await getCase(as(ada), into.id)).tasks).toEqual({ all: 13, open: 12, blocking: 2 });
	const titles = (await list(into.id)).map(({ title }) => title);
	expect(titles.filter((title) => title === "Scope")).toHaveLength(1);
	expect(titles.filter((title) => title === "By hand")).toHaveLength(2);
	await unmergeCase(as(ada), from.id, { version: 2 });
	expect([await list(from.id), await list(into.id)]).toEqual(before);
});
