/** A person limited to one workspace sees nothing of another, by any route. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findLikely } from "@/lib/cases/cases/find-likely";
import { getCase } from "@/lib/cases/cases/get";
import { linkCases } from "@/lib/cases/cases/link-cases";
import { addComment } from "@/lib/cases/comments/add";
import type { TimelineEntry } from "@/lib/cases/timeline/answers";
import { exportTimeline } from "@/lib/cases/timeline/export";
import { listTimeline } from "@/lib/cases/timeline/list";
import { decide } from "@/lib/decisions/decide";
import { undoDecision } from "@/lib/decisions/undo";
import { auditChoices } from "@/lib/insights/audit/choices";
import { exportAudit } from "@/lib/insights/audit/export";
import { searchAudit } from "@/lib/insights/audit/search";
import { importExport } from "@/lib/sources/workspaces/import-export";
import { workspaceOverview } from "@/lib/sources/workspaces/overview";
import { exportFindings } from "@/lib/triage/findings/export";
import { findingFacets } from "@/lib/triage/findings/facets";
import { getFinding } from "@/lib/triage/findings/get";
import { listFindings } from "@/lib/triage/findings/list";
import { searchUsers } from "@/lib/triage/findings/users";
import { getHunt } from "@/lib/triage/hunts/get";
import { listHunts } from "@/lib/triage/hunts/list";
import { cancelRun } from "@/lib/triage/runs/cancel-run";
import { getRun, getRunDetail } from "@/lib/triage/runs/get-run";
import { listRuns } from "@/lib/triage/runs/list-runs";
import { startRun } from "@/lib/triage/runs/start-run";
import { seedCase } from "@/test/cases/fixtures";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, clickRow, HUNT_ID, seedFindings, testContext } from "@/test/findings/fixtures";
import { type PersonActor, SYSTEM } from "./actor";

const MINE = "00000000-aaaa-4aaa-8aaa-000000000001";
const OTHER = "local";
const ELSEWHERE = "00000000-aaaa-4aaa-8aaa-000000000002";

let test: TestDatabase;
let limited: PersonActor;
let whole: PersonActor;
/** A finding and a run of each workspace. */
let mine: { finding: string; run: string };
let other: { finding: string; run: string };

beforeAll(async () => {
	test = await createTestDatabase();
	limited = { ...(await addPerson(test.db, "Limited", "lead")), workspaces: [MINE] };
	whole = await addPerson(test.db, "Whole", "lead");
	await seedFindings(test.db, [clickRow(1), clickRow(2), clickRow(3)], new Date(), OTHER);
	await seedFindings(test.db, [clickRow(1), clickRow(22)], new Date(), MINE);
	const of = async (workspaceId: string) => ({
		finding: (await test.db.finding.findFirstOrThrow({ where: { workspaceId } })).id,
		run: (await test.db.huntRun.findFirstOrThrow({ where: { workspaceId } })).id,
	});
	mine = await of(MINE);
	other = await of(OTHER);
});
afterAll(() => test.drop());

const ctx = (actor: PersonActor = limited) => testContext(test.db, actor);
const soon = () => new Date(Date.now() + 60_000).toISOString();

describe("findings of another workspace", () => {
	it("are not listed, counted, exported or suggested, and opening one returns 404", async () => {
		const { items } = await listFindings(ctx(), {});
		expect(items.map(({ workspaceId }) => workspaceId)).toEqual([MINE, MINE]);
		expect((await listFindings(ctx(), { workspace: OTHER })).items).toEqual([]);
		expect(await findingFacets(ctx(), {})).toMatchObject({ matching: 2, status: { new: 2 } });
		expect((await findingFacets(ctx(whole), {})).matching).toBe(5);
		let text = "";
		for await (const chunk of exportFindings(ctx(), { format: "json", sort: "eventAt", order: "desc" })) {
			text += chunk;
		}
		expect((JSON.parse(text) as unknown[]).length).toBe(2);
		const users = await searchUsers(ctx(), {});
		expect(users.map(({ key, findings }) => [key, findings])).toEqual([["user1@contoso.example", 2]]);
		await expect(getFinding(ctx(), other.finding)).rejects.toMatchObject({ code: "not_found" });
		expect((await getFinding(ctx(), mine.finding)).sameUser).toBe(1);
	});

	it("can't be decided by id or by filter, and their decisions can't be undone", async () => {
		const byId = await decide(ctx(), {
			verdict: "triaged",
			ids: [mine.finding, other.finding],
			versions: { [mine.finding]: 1, [other.finding]: 1 },
		});
		expect(byId).toMatchObject({ decided: 1, notFound: 1 });
		await undoDecision(ctx(), byId.id as string);

		const byFilter = await decide(ctx(), { verdict: "triaged", filter: {}, asOf: soon() });
		expect(byFilter.decided).toBe(2);
		expect(await test.db.finding.count({ where: { workspaceId: OTHER, status: "new" } })).toBe(3);
		await undoDecision(ctx(), byFilter.id as string);

		const all = await decide(ctx(whole), { verdict: "triaged", filter: {}, asOf: soon() });
		expect(all.decided).toBe(5);
		await expect(undoDecision(ctx(), all.id as string)).rejects.toMatchObject({ code: "not_found" });
		expect(await test.db.finding.count({ where: { status: "triaged" } })).toBe(5);
		await undoDecision(ctx(whole), all.id as string);
	});
});

describe("runs and hunts of another workspace", () => {
	beforeEach(async () => {
		await test.db.huntRun.updateMany({ data: { status: "succeeded" } });
	});

	it("are not listed or counted, and opening or cancelling one returns 404", async () => {
		expect((await listRuns(ctx(), {})).items.map(({ id }) => id)).toEqual([mine.run]);
		expect((await listRuns(ctx(whole), {})).items.length).toBe(2);
		for (const verb of [getRun, getRunDetail, cancelRun]) {
			await expect(verb(ctx(), other.run)).rejects.toMatchObject({ code: "not_found" });
		}
		await expect(getRun(ctx(), mine.run)).resolves.toMatchObject({ workspaceId: MINE });
		const { hunts } = await listHunts(ctx());
		expect(hunts.find(({ id }) => id === HUNT_ID)).toMatchObject({
			findings: 2,
			lastRun: { workspaceId: MINE },
		});
	});

	it("can't be started, imported into or viewed", async () => {
		await expect(startRun(ctx(), HUNT_ID, { preset: "7d" })).rejects.toMatchObject({ code: "forbidden" });
		await expect(importExport(ctx(), { fileName: "a.csv" }, null)).rejects.toMatchObject({
			code: "forbidden",
		});
		await expect(workspaceOverview(ctx())).rejects.toMatchObject({ code: "forbidden" });
		const { workspace, tables } = await getHunt(ctx(), HUNT_ID);
		expect(workspace).toMatchObject({ id: "", name: "Another workspace" });
		expect(workspace.problem?.message).toContain("don't have access to the workspace");
		expect(tables.map(({ state }) => state)).toEqual(tables.map(() => "unknown"));
	});
});

describe("the audit of another workspace", () => {
	it("is not shown, exported or named in the choices; the person's own actions are", async () => {
		await decide(ctx(whole), {
			verdict: "escalated",
			note: "seen",
			filter: { workspace: OTHER },
			asOf: soon(),
		});
		await decide(ctx(), {
			verdict: "triaged",
			ids: [mine.finding],
			versions: { [mine.finding]: await version() },
		});
		const theirs = new Set(
			(await test.db.finding.findMany({ where: { workspaceId: OTHER } })).map(({ id }) => id),
		);
		const { items } = await searchAudit(ctx(), { limit: 200 });
		expect(items.length).toBeGreaterThan(3);
		expect(items.filter(({ targetId }) => theirs.has(targetId))).toEqual([]);
		const { items: everything } = await searchAudit(ctx(whole), { limit: 200 });
		expect(everything.some(({ targetId }) => theirs.has(targetId))).toBe(true);
		let text = "";
		for await (const chunk of (await exportAudit(ctx(), { format: "jsonl" })).chunks) text += chunk;
		for (const id of theirs) expect(text).not.toContain(id);

		await test.db.workspace.create({ data: { id: ELSEWHERE, kind: "sentinel", name: "Elsewhere" } });
		await test.db.finding.updateMany({ where: { workspaceId: MINE }, data: { workspaceId: ELSEWHERE } });
		try {
			const { items: own } = await searchAudit(ctx(), { limit: 200 });
			expect(own.length).toBeGreaterThan(0);
			expect(new Set(own.map(({ actor }) => actor.name))).toEqual(new Set(["Limited"]));
			const choices = await auditChoices(ctx());
			expect(choices.actors).toEqual([{ value: limited.id, name: "Limited" }]);
			expect(choices.verbs).toContain("findings.decide");
		} finally {
			await test.db.finding.updateMany({ where: { workspaceId: ELSEWHERE }, data: { workspaceId: MINE } });
		}
	});
});

describe("cases of another workspace", () => {
	it("are not suggested, and no title contains text of their findings", async () => {
		const foreign = await test.db.finding.findUniqueOrThrow({ where: { id: other.finding } });
		const likely = await findLikely(ctx(), { findingIds: [other.finding] });
		expect(likely).toMatchObject({ cases: [], suggested: null, groups: [] });
		expect(JSON.stringify(likely)).not.toContain(foreign.accountUpn?.split("@")[0]);
		const own = await findLikely(ctx(whole), { findingIds: [other.finding] });
		expect(JSON.stringify(own)).toContain(foreign.accountUpn?.split("@")[0]);
	});

	it("are not named by linked cases or in the inbox", async () => {
		const here = await seedCase(test.db, SYSTEM, { workspaceId: MINE, title: "Here" });
		const there = await seedCase(test.db, SYSTEM, { workspaceId: OTHER, title: "There, and secret" });
		await linkCases(ctx(whole), here.id, { caseId: there.id });
		expect((await getCase(ctx(whole), here.id)).related).toMatchObject([{ title: "There, and secret" }]);
		expect((await getCase(ctx(), here.id)).related).toEqual([]);
		await expect(getCase(ctx(), there.id)).rejects.toMatchObject({ code: "not_found" });
		// Neither in what happened to the case, nor in its audit.
		const linkSeenBy = async (actor: PersonActor) => {
			const { items } = await listTimeline(ctx(actor), here.id, { kind: ["case"] });
			let exported = "";
			for await (const chunk of exportTimeline(ctx(actor), here.id, { format: "json", order: "asc" }))
				exported += chunk;
			const [row] = (await searchAudit(ctx(actor), { verb: ["cases.link"], target: here.id })).items;
			const named = Object.values(row?.names ?? {}).map(({ label }) => label);
			const dataOf = (entries: TimelineEntry[]) => entries.find(({ what }) => what === "linked")?.data;
			return { data: dataOf(items), exported: dataOf(JSON.parse(exported)), after: row?.after, named };
		};
		const after = { number: here.number, otherId: there.id };
		expect(await linkSeenBy(whole)).toEqual({
			data: { number: there.number },
			exported: { number: there.number },
			after,
			named: [`case #${there.number}`],
		});
		expect(await linkSeenBy(limited)).toEqual({
			data: { number: null },
			exported: { number: null },
			after,
			named: [],
		});
		// A person who watched before they were limited is no longer notified.
		await test.db.person.update({ where: { id: limited.id }, data: { workspaces: [MINE] } });
		for (const caseId of [here.id, there.id]) {
			await test.db.caseWatcher.create({ data: { caseId, personId: limited.id, since: new Date() } });
			await addComment(ctx(whole), caseId, { body: "Look." });
		}
		const told = await test.db.inboxItem.findMany({ where: { personId: limited.id } });
		expect(told.map(({ text }) => text)).toEqual([expect.stringContaining("Here")]);
	});
});

async function version(): Promise<number> {
	return (await test.db.finding.findUniqueOrThrow({ where: { id: mine.finding } })).version;
}
