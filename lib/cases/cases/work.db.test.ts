import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AppError } from "@/lib/core/errors";
import { decide } from "@/lib/decisions/decide";
import { undoDecision } from "@/lib/decisions/undo";
import type { PersonActor } from "@/lib/platform/context/actor";
import { getFinding } from "@/lib/triage/findings/get";
import { seedCase, seedClicks, seedEscalated } from "@/test/cases/fixtures";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, clickRow, seedFindings, testContext } from "@/test/findings/fixtures";
import { addEntity } from "./add-entity";
import { addFindings } from "./add-findings";
import { MOVING_TABLES, STAYING } from "./belongings";
import { exportCases } from "./export";
import { findLikely } from "./find-likely";
import { getCase } from "./get";
import { linkCases, unlinkCases } from "./link-cases";
import { listCases } from "./list";
import { listEntities } from "./list-entities";
import { mergeCase } from "./merge";
import { moveFindings } from "./move-findings";
import { removeEntity } from "./remove-entity";
import { searchCases } from "./search";
import { setCaseStatus } from "./set-status";
import { undoCaseStatus } from "./undo-status";
import { unmergeCase } from "./unmerge";
import { watchCase } from "./watch";

let test: TestDatabase;
let ada: PersonActor;
let vic: PersonActor;
let next = 1_000;
const rows = (n: number, over = {}) => Array.from({ length: n }, () => clickRow(++next, over));
const as = (actor: PersonActor) => testContext(test.db, actor);
const code = (work: Promise<unknown>) =>
	work.then(
		() => "done",
		(error) => (error instanceof AppError ? error.code : String(error)),
	);
const skipBlocking = (caseId: string) =>
	test.db.caseTask.updateMany({ where: { caseId, blocking: true }, data: { status: "skipped" } });
const verbs = async (id: string) =>
	(await test.db.auditEvent.findMany({ where: { targetId: id }, orderBy: { seq: "asc" } })).map(
		({ verb }) => verb,
	);

beforeAll(async () => {
	test = await createTestDatabase();
	ada = await addPerson(test.db, "Ada");
	vic = await addPerson(test.db, "Vic", "viewer");
});
afterAll(() => test.drop());

describe("a status", () => {
	it("sets its times, is undone with them, and is checked against the version", async () => {
		const { id } = await seedCase(test.db, ada);
		expect(await code(setCaseStatus(as(vic), id, { version: 1, status: "contained" }))).toBe("forbidden");
		const contained = await setCaseStatus(as(ada), id, { version: 1, status: "contained" });
		expect(contained).toMatchObject({ status: "contained", version: 2, statusUndo: true });
		expect(contained.containedAt).not.toBeNull();
		const late = setCaseStatus(as(ada), id, { version: 1, status: "resolved" });
		await expect(late).rejects.toMatchObject({
			code: "conflict",
			details: { case: { status: "contained" } },
		});
		const back = await undoCaseStatus(as(ada), id, { version: 2 });
		expect(back).toMatchObject({
			status: "open",
			containedAt: null,
			acknowledgedAt: null,
			statusUndo: false,
		});
		expect(await code(undoCaseStatus(as(ada), id, { version: 3 }))).toBe("conflict");
		expect(await verbs(id)).toEqual(["cases.create", "cases.set-status", "cases.undo-status"]);
	});

	it("can't be closed while a task blocks it, or over a finding that has changed", async () => {
		const click = rows(1, { IsClickedThrough: false });
		const { caseId, findingIds } = await seedEscalated(test.db, ada, click);
		const close = () =>
			setCaseStatus(as(ada), caseId, {
				version: 1,
				status: "closed",
				classification: "true_positive",
				reason: "suspicious_activity",
			});
		await expect(close()).rejects.toMatchObject({ code: "conflict", details: { tasks: { length: 3 } } });
		await skipBlocking(caseId);
		await seedFindings(
			test.db,
			click.map((row) => ({ ...row, IsClickedThrough: true })),
		);
		await expect(close()).rejects.toMatchObject({ code: "conflict", details: { findingIds } });
	});

	it("closed as true positive keeps its findings escalated, as they were decided", async () => {
		const { caseId, findingIds, decisionId } = await seedEscalated(test.db, ada, rows(2));
		await skipBlocking(caseId);
		const closed = await setCaseStatus(as(ada), caseId, {
			version: 1,
			status: "closed",
			classification: "true_positive",
			reason: "suspicious_activity",
			note: "Password reset.",
		});
		expect(closed).toMatchObject({ classification: "true_positive", closingNote: "Password reset." });
		const finding = await getFinding(as(ada), String(findingIds[0]));
		expect(finding).toMatchObject({ status: "escalated", decision: { id: decisionId, note: null } });
		expect(await verbs(String(findingIds[0]))).toEqual(["findings.decide"]);
		// The case was closed with these findings: they don't leave it while it is.
		expect(await code(undoDecision(as(ada), decisionId))).toBe("conflict");
		await undoCaseStatus(as(ada), caseId, { version: 2 });
		expect((await getFinding(as(ada), String(findingIds[0]))).decision?.id).toBe(decisionId);
	});

	it("closed as false positive marks its findings benign, except those decided otherwise, and undo restores them", async () => {
		const { caseId, findingIds } = await seedEscalated(test.db, ada, rows(2));
		const [first, second] = findingIds as [string, string];
		await decide(as(ada), { verdict: "triaged", ids: [second], versions: { [second]: 2 } });
		await skipBlocking(caseId);
		const closing = { version: 1, status: "closed" as const, classification: "false_positive" as const };
		expect(await code(setCaseStatus(as(ada), caseId, { ...closing, reason: "suspicious_activity" }))).toBe(
			"invalid_input",
		);
		const words = { ...closing, reason: "inaccurate_data", benignReason: "automated_scanner" as const };
		await setCaseStatus(as(ada), caseId, words);
		expect(await getFinding(as(ada), first)).toMatchObject({
			status: "benign",
			decision: { reason: "automated_scanner" },
		});
		expect((await getFinding(as(ada), second)).status).toBe("triaged");
		// The closing's own decision is undone with the closing only.
		const ownDecision = String((await getFinding(as(ada), first)).decision?.id);
		expect(await code(undoDecision(as(ada), ownDecision))).toBe("conflict");
		await undoCaseStatus(as(ada), caseId, { version: 2 });
		expect((await getFinding(as(ada), first)).status).toBe("escalated");
		expect(await getCase(as(ada), caseId)).toMatchObject({
			status: "open",
			classification: null,
			closedAt: null,
		});
	});

	it("undetermined leaves the findings as they are; a reopening is counted", async () => {
		const { caseId, findingIds, decisionId } = await seedEscalated(test.db, ada, rows(1));
		await skipBlocking(caseId);
		await setCaseStatus(as(ada), caseId, { version: 1, status: "closed", classification: "undetermined" });
		expect((await getFinding(as(ada), String(findingIds[0]))).decision?.id).toBe(decisionId);
		expect(await code(setCaseStatus(as(ada), caseId, { version: 2, status: "resolved" }))).toBe("conflict");
		const again = await setCaseStatus(as(ada), caseId, { version: 2, status: "open" });
		expect(again).toMatchObject({ reopened: 1, classification: null });
	});
});

/** Everything of a case that a merge moves, as text that two states can be compared by. */
async function belongings(caseId: string): Promise<string> {
	const where = { caseId };
	const [findings, tasks, comments, watchers, entities, attachments] = await Promise.all([
		test.db.caseFinding.findMany({ where, orderBy: { findingId: "asc" } }),
		test.db.caseTask.findMany({ where, orderBy: { id: "asc" } }),
		test.db.caseComment.findMany({ where, orderBy: { id: "asc" } }),
		test.db.caseWatcher.findMany({ where, orderBy: { personId: "asc" } }),
		test.db.caseEntity.findMany({ where, orderBy: { id: "asc" } }),
		test.db.caseAttachment.findMany({ where, orderBy: { id: "asc" } }),
	]);
	return JSON.stringify({ findings, tasks, comments, watchers, entities, attachments });
}

describe("a merge", () => {
	it("and its undo keep every link, task, comment, entity and watcher of two cases with 200 findings each", async () => {
		const people = await Promise.all(["Bea", "Cem", "Dov"].map((name) => addPerson(test.db, name)));
		for (const [turn, size] of [200, 20, 20].entries()) {
			const [one, two] = [
				await seedEscalated(test.db, ada, rows(size)),
				await seedEscalated(test.db, ada, rows(size)),
			];
			for (const [index, { caseId }] of [one, two].entries()) {
				const amount = 3 + ((turn * 7 + index * 5) % 11);
				await test.db.caseComment.createMany({
					data: Array.from({ length: amount }, (_, n) => ({
						caseId,
						body: `Comment ${n}`,
						authorName: "Ada",
						at: new Date(),
					})),
				});
				await test.db.caseAttachment.create({
					data: { caseId, name: "mail.eml", type: "eml", size: 1, at: new Date(), byName: "Ada" },
				});
				await test.db.caseTask.updateMany({
					where: { caseId, position: { lte: amount * 100 } },
					data: { outcome: "Seen" },
				});
				// Some watch both cases, some entities are in both: these must not get lost either.
				for (const person of people.slice(0, 1 + ((turn + index) % 3))) {
					await watchCase(as(ada), caseId, { personId: person.id, watching: true });
				}
				await addEntity(as(ada), caseId, { kind: "host", value: "shared[.]example" });
				await addEntity(as(ada), caseId, { kind: "ip", value: `198.51.100.${turn * 2 + index}` });
			}
			const before = [await belongings(one.caseId), await belongings(two.caseId)];
			const merged = await mergeCase(as(ada), one.caseId, { into: two.caseId, version: 1 });
			expect(merged).toMatchObject({ findings: 2 * size, merged: [{ id: one.caseId, version: 2 }] });
			expect(await getCase(as(ada), one.caseId)).toMatchObject({
				findings: 0,
				mergedInto: { id: two.caseId },
			});
			expect(await code(setCaseStatus(as(ada), one.caseId, { version: 2, status: "contained" }))).toBe(
				"conflict",
			);
			await unmergeCase(as(ada), one.caseId, { version: 2 });
			expect([await belongings(one.caseId), await belongings(two.caseId)]).toEqual(before);
		}
	});

	it("leaves findings that were moved since where they are", async () => {
		const [one, two] = [
			await seedEscalated(test.db, ada, rows(2)),
			await seedEscalated(test.db, ada, rows(1)),
		];
		await mergeCase(as(ada), one.caseId, { into: two.caseId, version: 1 });
		const moved = String(one.findingIds[0]);
		const split = await moveFindings(as(ada), two.caseId, {
			findingIds: [moved],
			to: { title: "Another matter" },
		});
		await unmergeCase(as(ada), one.caseId, { version: 2 });
		expect((await getFinding(as(ada), moved)).case?.id).toBe(split.id);
		expect(await getCase(as(ada), one.caseId)).toMatchObject({ findings: 1 });
	});

	it("is rejected into itself, into a closed case, and for a viewer", async () => {
		const [one, two] = [await seedCase(test.db, ada), await seedCase(test.db, ada)];
		expect(await code(mergeCase(as(ada), one.id, { into: one.id, version: 1 }))).toBe("invalid_input");
		expect(await code(mergeCase(as(vic), one.id, { into: two.id, version: 1 }))).toBe("forbidden");
		await skipBlocking(two.id);
		await setCaseStatus(as(ada), two.id, { version: 1, status: "closed", classification: "undetermined" });
		expect(await code(mergeCase(as(ada), one.id, { into: two.id, version: 1 }))).toBe("conflict");
	});

	it("covers every table whose rows belong to a case", async () => {
		const tables = await test.db.$queryRaw<{ name: string }[]>`
			SELECT table_name AS name FROM information_schema.columns
			WHERE table_schema = current_schema() AND column_name = 'caseId' ORDER BY 1`;
		const known = [...MOVING_TABLES, ...STAYING];
		expect(tables.map(({ name }) => name).filter((name) => !known.includes(name))).toEqual([]);
	});
});

describe("a split", () => {
	it("creates a case with the findings, and its undo restores everything", async () => {
		const { caseId, findingIds } = await seedEscalated(test.db, ada, rows(3));
		const some = findingIds.slice(0, 2);
		const split = await moveFindings(as(ada), caseId, { findingIds: some, to: {} });
		expect(split).toMatchObject({ findings: 2 });
		expect(await code(moveFindings(as(ada), caseId, { findingIds: some, to: {} }))).toBe("conflict");
		await moveFindings(as(ada), split.id, { findingIds: some, to: { id: caseId } });
		expect(await getCase(as(ada), caseId)).toMatchObject({ findings: 3 });
		expect(await code(getCase(as(ada), split.id))).toBe("not_found");
		expect(await verbs(caseId)).toEqual(["cases.create", "cases.move-findings", "cases.move-findings"]);
	});
});

describe("related cases", () => {
	it("are suggested with the reason: the same mail first, then the campaign, then the user", async () => {
		const url = "https://campaign-x.example/login";
		const clicks = (over: object) => rows(1, { Url: url, TimeGenerated: "2026-03-01T10:00:00Z", ...over });
		const user = { Url: "https://else.example/", ThreatTypes: "", AccountUpn: "pat@contoso.example" };
		const byUser = await seedEscalated(test.db, ada, rows(1, user));
		const campaign = await seedEscalated(test.db, ada, clicks({ AccountUpn: "q@contoso.example" }));
		const mail = await seedEscalated(
			test.db,
			ada,
			rows(1, { NetworkMessageId: "the-mail", Url: "https://z.example/" }),
		);
		const closed = await seedEscalated(test.db, ada, clicks({}));
		await test.db.case.update({ where: { id: closed.caseId }, data: { status: "closed" } });
		const ids = await seedClicks(
			test.db,
			clicks({ NetworkMessageId: "the-mail", AccountUpn: "pat@contoso.example" }),
		);
		const [sibling] = await seedClicks(test.db, clicks({ AccountUpn: "r@contoso.example" }));
		const likely = await findLikely(as(ada), { findingIds: ids });
		expect(likely.cases.map(({ id, because }) => [id, because.map(({ why }) => why)])).toEqual([
			[mail.caseId, ["mail"]],
			[campaign.caseId, ["campaign"]],
			[byUser.caseId, ["user"]],
		]);
		expect(likely.cases[1]?.because[0]?.value).toBe("campaign-x[.]example");
		expect(likely.groups.find(({ why }) => why === "campaign")?.findings).toEqual([
			{ id: sibling, version: 1 },
		]);
		expect(likely.title).toContain("pat@contoso.example");
	});
});

describe("entities", () => {
	it("are collected from the findings, added by hand, and shared with other cases", async () => {
		const url = "https://gather.example/a?b=c";
		const over = {
			Url: url,
			UrlChain: `["${url}"]`,
			AccountUpn: "Gil@contoso.example",
			IPAddress: "203.0.113.9",
		};
		const one = await seedEscalated(test.db, ada, rows(2, over));
		const two = await seedEscalated(test.db, ada, rows(1, { ...over, AccountUpn: "hal@contoso.example" }));
		const { items } = await listEntities(as(vic), one.caseId);
		const of = (kind: string) => items.filter((item) => item.kind === kind);
		expect(of("user")).toMatchObject([{ key: "gil@contoso.example", findings: 2, others: [] }]);
		expect(of("host")).toMatchObject([
			{ value: "gather.example", findings: 2, others: [{ id: two.caseId }] },
		]);
		expect(of("url")).toMatchObject([{ value: url, findings: 2 }]);
		expect(of("mail")).toHaveLength(2);
		const { id } = await addEntity(as(ada), two.caseId, {
			kind: "user",
			value: "GIL@contoso.example",
			note: "Said so",
		});
		expect(await code(addEntity(as(ada), two.caseId, { kind: "user", value: "gil@contoso.example" }))).toBe(
			"conflict",
		);
		const shared = await listEntities(as(vic), one.caseId);
		expect(shared.items.find(({ kind }) => kind === "user")?.others).toMatchObject([{ id: two.caseId }]);
		const added = await listEntities(as(vic), two.caseId);
		expect(added.items.find(({ key }) => key === "gil@contoso.example")).toMatchObject({
			findings: 0,
			added: { id, note: "Said so", by: "Ada" },
		});
		await removeEntity(as(ada), id);
		expect((await listEntities(as(vic), two.caseId)).items.some(({ added: by }) => by !== null)).toBe(false);
	});
});

describe("links, watchers and adoption", () => {
	it("are added and removed, each with its audit row", async () => {
		const [one, two] = [await seedCase(test.db, ada), await seedCase(test.db, ada)];
		expect((await linkCases(as(ada), one.id, { caseId: two.id })).related).toMatchObject([{ id: two.id }]);
		expect((await getCase(as(ada), two.id)).related).toMatchObject([{ id: one.id }]);
		expect((await unlinkCases(as(ada), two.id, { caseId: one.id })).related).toEqual([]);
		const watched = await watchCase(as(ada), one.id, { personId: ada.id, watching: true });
		expect(watched.watchers).toEqual([{ id: ada.id, name: "Ada" }]);
		expect(await verbs(one.id)).toEqual(["cases.create", "cases.link", "cases.unlink", "cases.watch"]);
	});

	it("put escalated findings without a case into an existing one", async () => {
		const { id } = await seedCase(test.db, ada);
		const { findingIds, caseId } = await seedEscalated(test.db, ada, rows(1));
		expect(await code(addFindings(as(ada), id, { findingIds }))).toBe("conflict");
		await test.db.caseFinding.deleteMany({ where: { caseId } });
		expect((await addFindings(as(ada), id, { findingIds })).findings).toBe(1);
	});
});

describe("the search and the export", () => {
	it("say where they matched: title, fields, comment, entity, finding, and findings in no case", async () => {
		const { caseId } = await seedEscalated(test.db, ada, rows(1, { Url: "https://needle-host.example/x" }));
		await test.db.case.update({
			where: { id: caseId },
			data: { title: "A quince", known: "There was a quince tree." },
		});
		await test.db.caseComment.create({
			data: { caseId, body: "Quince again.", authorName: "Ada", at: new Date() },
		});
		const [loose] = await seedClicks(test.db, rows(1, { Url: "https://needle-host.example/y" }));
		const quince = await searchCases(as(vic), { text: "QUINCE" });
		expect(quince.cases.map(({ id, matches }) => [id, matches.map((match) => match.in)])).toEqual([
			[caseId, ["title", "fields", "comment"]],
		]);
		const host = await searchCases(as(vic), { text: "hxxps://needle-host[.]example" });
		expect(host.cases.flatMap(({ matches }) => matches.map((match) => match.in))).toContain("finding");
		expect(host.findings.map(({ id }) => id)).toEqual([loose]);
		const both = await searchCases(as(vic), { text: "needle-host[.]example quince" });
		expect(
			both.cases.map(({ id }) => id),
			"each word, in whichever place",
		).toEqual([caseId]);
		expect(both.findings, "no finding of its own has both").toEqual([]);
		expect((await searchCases(as(vic), { text: "quince medlar" })).cases).toEqual([]);
		const listed = async (text: string) => (await listCases(as(vic), { text })).items.map(({ id }) => id);
		expect(await listed("tree QUINCE"), "in any order").toEqual([caseId]);
		expect(await listed("tree again"), "a comment is not in the list's filter").toEqual([]);
		expect(await searchCases(as({ ...vic, workspaces: ["elsewhere"] }), { text: "quince" })).toEqual({
			cases: [],
			findings: [],
		});
	});

	it("export every case that matches, a line each", async () => {
		let text = "";
		for await (const chunk of exportCases(as(vic), { format: "jsonl", sort: "number", order: "asc" }))
			text += chunk;
		const numbers = text
			.trim()
			.split("\n")
			.map((line) => JSON.parse(line).number);
		expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
		expect(numbers).toHaveLength(await test.db.case.count({ where: { mergedIntoId: null } }));
	});
});
