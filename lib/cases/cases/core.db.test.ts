import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CLICK_PLAYBOOK } from "@/lib/cases/templates/rules";
import { AppError } from "@/lib/core/errors";
import { decide } from "@/lib/decisions/decide";
import { undoDecision } from "@/lib/decisions/undo";
import type { PersonActor } from "@/lib/platform/context/actor";
import { getFinding } from "@/lib/triage/findings/get";
import { listFindings } from "@/lib/triage/findings/list";
import { seedCase, seedClicks, seedEscalated } from "@/test/cases/fixtures";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, clickRow, testContext } from "@/test/findings/fixtures";
import { createCase } from "./create";
import { getCase } from "./get";
import { listCases } from "./list";
import { updateCase } from "./update";

let test: TestDatabase;
let ada: PersonActor;
let vic: PersonActor;
let next = 0;
/** Rows that no other test has. */
const rows = (n: number, over = {}) => Array.from({ length: n }, () => clickRow(++next, over));
const as = (actor: PersonActor) => testContext(test.db, actor);
const versions = (ids: readonly string[], version = 1) => Object.fromEntries(ids.map((id) => [id, version]));
const code = (work: Promise<unknown>) =>
	work.then(
		() => "done",
		(error) => (error instanceof AppError ? error.code : String(error)),
	);

beforeAll(async () => {
	test = await createTestDatabase();
	ada = await addPerson(test.db, "Ada");
	vic = await addPerson(test.db, "Vic", "viewer");
});
afterAll(() => test.drop());

describe("a new case", () => {
	it("has a number, the playbook's tasks, its event and its audit row", async () => {
		const made = await seedCase(test.db, ada, { title: "By hand", severity: "medium" });
		expect(made).toMatchObject({
			title: "By hand",
			severity: "medium",
			status: "open",
			version: 1,
			findings: 0,
		});
		expect(made.tasks.all).toBe(CLICK_PLAYBOOK.length);
		expect(made.tasks.blocking).toBe(3);
		const events = await test.db.caseEvent.findMany({ where: { caseId: made.id } });
		expect(events.map(({ kind }) => kind)).toEqual(["created"]);
		const audit = await test.db.auditEvent.findMany({ where: { targetId: made.id } });
		expect(audit.map(({ verb }) => verb)).toEqual(["cases.create"]);
		expect(await getCase(as(vic), String(made.number))).toEqual(made);
	});

	it("accepts only escalated findings, and can't be created by a viewer", async () => {
		const ids = await seedClicks(test.db, rows(1));
		expect(await code(createCase(as(ada), { findingIds: ids }))).toBe("conflict");
		expect(await code(createCase(as(vic), { title: "No" }))).toBe("forbidden");
	});

	it("adopts findings that were escalated before there were cases", async () => {
		const { findingIds, caseId } = await seedEscalated(test.db, ada, rows(2));
		await test.db.caseFinding.deleteMany({ where: { caseId } });
		const none = await listFindings(as(ada), { status: ["escalated"], case: "none" });
		expect(none.items.map(({ id }) => id).sort()).toEqual([...findingIds].sort());
		const made = await createCase(as(ada), { findingIds });
		expect(made.findings).toBe(2);
		expect((await listFindings(as(ada), { case: made.id })).items).toHaveLength(2);
	});
});

describe("an escalation", () => {
	it("creates its case in the same transaction, with title and severity from its findings", async () => {
		const ids = await seedClicks(
			test.db,
			rows(2, { AccountUpn: "eve@contoso.example", Url: "https://bad.example/x" }),
		);
		const { cases, id: decisionId } = await decide(as(ada), {
			verdict: "escalated",
			ids,
			versions: versions(ids),
		});
		expect(cases).toHaveLength(1);
		const made = await getCase(as(ada), String(cases[0]?.id));
		expect(made).toMatchObject({
			title: "Phish: 2 clicks by eve@contoso.example on bad[.]example",
			findings: 2,
		});
		expect(made.techniques.length).toBeGreaterThan(0);
		expect((await getFinding(as(ada), String(ids[0]))).case?.number).toBe(made.number);
		const audit = await test.db.auditEvent.findMany({ where: { targetId: made.id } });
		expect(audit.map(({ verb, after }) => [verb, (after as { decisionId: string }).decisionId])).toEqual([
			["cases.create", decisionId],
		]);
	});

	it("goes into the given case, and leaves findings that are in a case where they are", async () => {
		const first = await seedEscalated(test.db, ada, rows(1));
		const second = await seedCase(test.db, ada);
		const [fresh] = await seedClicks(test.db, rows(1));
		const ids = [String(first.findingIds[0]), String(fresh)];
		const { cases } = await decide(as(ada), {
			verdict: "escalated",
			case: { id: second.id },
			ids,
			versions: { ...versions([String(fresh)]), ...versions(first.findingIds, 2) },
		});
		expect(cases.map(({ id }) => id).sort()).toEqual([first.caseId, second.id].sort());
		expect((await getFinding(as(ada), String(fresh))).case?.id).toBe(second.id);
		expect((await getFinding(as(ada), String(first.findingIds[0]))).case?.id).toBe(first.caseId);
	});

	it("requires confirmation before it reopens a closed case, and decides nothing until then", async () => {
		const closed = await seedCase(test.db, ada);
		await test.db.case.update({ where: { id: closed.id }, data: { status: "closed", closedAt: new Date() } });
		const ids = await seedClicks(test.db, rows(1));
		const escalate = (reopen: boolean) =>
			decide(as(ada), {
				verdict: "escalated",
				case: { id: closed.id, reopen },
				ids,
				versions: versions(ids),
			});
		expect(await code(escalate(false))).toBe("conflict");
		expect((await getFinding(as(ada), String(ids[0]))).status).toBe("new");
		expect(await code(escalate(true))).toBe("done");
		expect(await getCase(as(ada), closed.id)).toMatchObject({ status: "open", reopened: 1, findings: 1 });
	});

	it("is only for the verdict “escalated”", async () => {
		const ids = await seedClicks(test.db, rows(1));
		const input = { verdict: "triaged" as const, case: {}, ids, versions: versions(ids) };
		expect(await code(decide(as(ada), input))).toBe("invalid_input");
	});
});

describe("the undo of an escalation", () => {
	it("deletes the case when nobody has changed it", async () => {
		const { caseId, decisionId, findingIds } = await seedEscalated(test.db, ada, rows(2));
		const { cases } = await undoDecision(as(ada), decisionId);
		expect(cases).toEqual([]);
		expect(await code(getCase(as(ada), caseId))).toBe("not_found");
		expect(await getFinding(as(ada), String(findingIds[0]))).toMatchObject({ status: "new", case: null });
		const audit = await test.db.auditEvent.findMany({ where: { targetId: caseId }, orderBy: { seq: "asc" } });
		expect(audit.map(({ verb }) => verb)).toEqual(["cases.create", "cases.remove"]);
	});

	it("keeps a case that was worked on, without the findings", async () => {
		const { caseId, decisionId } = await seedEscalated(test.db, ada, rows(2));
		await updateCase(as(ada), caseId, { version: 1, known: "The page asked for a password." });
		const { cases } = await undoDecision(as(ada), decisionId);
		expect(cases.map(({ id }) => id)).toEqual([caseId]);
		expect(await getCase(as(ada), caseId)).toMatchObject({
			findings: 0,
			known: "The page asked for a password.",
		});
	});
});

describe("a change of fields", () => {
	it("returns 409 with the current case when another person changed it first", async () => {
		const { id } = await seedCase(test.db, ada);
		const changed = await updateCase(as(ada), id, { version: 1, title: "Mine", ownerId: ada.id });
		expect(changed).toMatchObject({ title: "Mine", version: 2, owner: { id: ada.id, name: "Ada" } });
		expect(changed.acknowledgedAt).not.toBeNull();
		const late = updateCase(as(ada), id, { version: 1, title: "Late" });
		await expect(late).rejects.toMatchObject({ code: "conflict", details: { case: { title: "Mine" } } });
		expect(await code(updateCase(as(vic), id, { version: 2, title: "No" }))).toBe("forbidden");
		expect(await code(updateCase(as(ada), id, { version: 2, ownerId: vic.id }))).toBe("invalid_input");
		const audit = await test.db.auditEvent.findFirst({ where: { targetId: id, verb: "cases.update" } });
		expect(audit?.after).toMatchObject({ title: "Mine", ownerName: "Ada" });
	});

	it("notifies the new owner, and records since when an answer is awaited", async () => {
		const bob = await addPerson(test.db, "Bob");
		const { id, number } = await seedCase(test.db, ada);
		const changed = await updateCase(as(ada), id, {
			version: 1,
			ownerId: bob.id,
			waitingFor: "The mail team",
		});
		expect(changed.waitingSince).not.toBeNull();
		const told = await test.db.inboxItem.findMany({ where: { personId: bob.id } });
		expect(told).toMatchObject([{ kind: "assigned", href: `/cases/${number}` }]);
		expect(await updateCase(as(ada), id, { version: 2, waitingFor: null })).toMatchObject({
			waitingSince: null,
		});
	});
});

describe("the list", () => {
	it("comes in pages that never overlap, in every order", async () => {
		const all = await listCases(as(vic), { limit: 200 });
		expect(all.matching).toBe(all.items.length);
		for (const sort of ["number", "dueAt", "severity", "title", "owner", "updatedAt"] as const) {
			for (const order of ["asc", "desc"] as const) {
				const seen: string[] = [];
				let cursor: string | undefined;
				do {
					const page = await listCases(as(vic), { sort, order, limit: 3, ...(cursor ? { cursor } : {}) });
					seen.push(...page.items.map(({ id }) => id));
					cursor = page.nextCursor ?? undefined;
				} while (cursor);
				expect(seen.toSorted(), `${sort} ${order}`).toEqual(all.items.map(({ id }) => id).toSorted());
			}
		}
	});

	it("stays within the actor's workspaces, and finds by words, owner and number", async () => {
		const narrow = { ...ada, workspaces: ["elsewhere"] };
		expect((await listCases(as(narrow), {})).items).toEqual([]);
		const { id, number } = await seedCase(test.db, ada, { title: "A very 100% particular title" });
		expect(await code(getCase(as(narrow), id))).toBe("not_found");
		const found = await listCases(as(vic), { text: "100% PARTICULAR" });
		expect(found.items.map((item) => item.id)).toEqual([id]);
		expect((await listCases(as(vic), { text: `#${number}` })).items.map((item) => item.id)).toContain(id);
		expect((await listCases(as(vic), { owner: ["none"] })).items.every(({ owner }) => owner === null)).toBe(
			true,
		);
		expect(await code(listCases(as(vic), { cursor: "nonsense" }))).toBe("invalid_input");
	});
});
