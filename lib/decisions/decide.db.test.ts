import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/platform/context/actor";
import { getFinding } from "@/lib/triage/findings/get";
import { listFindings } from "@/lib/triage/findings/list";
import type { FindingSummary } from "@/lib/triage/findings/schema";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, clickRow, seedFindings, testContext } from "@/test/findings/fixtures";
import { decide } from "./decide";
import { undoDecision } from "./undo";

let test: TestDatabase;
let kim: Actor & { kind: "person" };
let lee: Actor & { kind: "person" };

beforeAll(async () => {
	test = await createTestDatabase();
	kim = await addPerson(test.db, "Kim");
	lee = await addPerson(test.db, "Lee");
});
afterAll(() => test.drop());

const as = (actor: Actor, now?: () => Date) => testContext(test.db, actor, now);
let batch = 0;
let findings: readonly FindingSummary[];
/** The finding at a place of the fresh batch. */
const at = (index: number) => findings[index] as FindingSummary;
const versions = (...some: FindingSummary[]) =>
	Object.fromEntries(some.map(({ id, version }) => [id, version]));

beforeEach(async () => {
	batch += 1;
	const rows = Array.from({ length: 5 }, (_, n) =>
		clickRow(n, { ReportId: `batch-${batch}-${n}`, AccountUpn: `batch${batch}@contoso.example` }),
	);
	await seedFindings(test.db, rows);
	findings = (await listFindings(as(kim), { user: `batch${batch}@contoso.example` })).items;
	expect(findings).toHaveLength(5);
});

describe("decide", () => {
	it("gives many findings one verdict, with who, when and why, their activity and their audit", async () => {
		const ids = findings.map(({ id }) => id);
		const result = await decide(as(kim), {
			verdict: "benign",
			reason: "attack_simulation",
			note: "Exercise of March",
			ids,
			versions: versions(...findings),
		});
		expect(result).toMatchObject({ decided: 5, conflicts: 0, notFound: 0 });
		const decided = await getFinding(as(lee), at(0).id);
		expect(decided).toMatchObject({
			status: "benign",
			version: 2,
			decision: {
				id: result.id,
				verdict: "benign",
				reason: "attack_simulation",
				note: "Exercise of March",
				by: { id: kim.id, name: "Kim", verified: false },
			},
		});
		expect(decided.activity.map(({ kind }) => kind)).toEqual(["found", "decided"]);
		const audit = await test.db.auditEvent.findMany({
			where: { targetId: { in: ids }, verb: "findings.decide" },
		});
		expect(audit).toHaveLength(5);
		expect(audit[0]).toMatchObject({ actorName: "Kim", targetKind: "finding" });
		expect(audit[0]?.before).toMatchObject({ status: "new" });
		expect(audit[0]?.after).toMatchObject({ status: "benign", reason: "attack_simulation" });
	});

	it("returns the current finding when another person decided first, and decides the rest", async () => {
		await decide(as(lee), { verdict: "escalated", ids: [at(1).id], versions: versions(at(1)) });
		const result = await decide(as(kim), {
			verdict: "triaged",
			ids: [at(0).id, at(1).id],
			versions: versions(at(0), at(1)),
		});
		expect(result).toMatchObject({ decided: 1, conflicts: 1 });
		const conflict = result.outcomes.find(({ outcome }) => outcome === "conflict");
		expect(conflict).toMatchObject({
			id: at(1).id,
			finding: { status: "escalated", version: 2, decision: { by: { name: "Lee" } } },
		});
		expect((await getFinding(as(kim), at(1).id)).status).toBe("escalated");
	});

	it("lets exactly one of two simultaneous decisions win", async () => {
		const body = { ids: [at(0).id], versions: versions(at(0)) };
		const results = await Promise.all([
			decide(as(kim), { verdict: "triaged", ...body }),
			decide(as(lee), { verdict: "escalated", ...body }),
		]);
		expect(results.map(({ decided }) => decided).sort()).toEqual([0, 1]);
		expect(results.map(({ conflicts }) => conflicts).sort()).toEqual([0, 1]);
	});

	it("never deadlocks two people over the same findings in opposite order", async () => {
		const ids = findings.map(({ id }) => id);
		const both = await Promise.all([
			decide(as(kim), { verdict: "triaged", ids, versions: versions(...findings) }),
			decide(as(lee), { verdict: "triaged", ids: [...ids].reverse(), versions: versions(...findings) }),
		]);
		expect(both.map(({ decided }) => decided).sort()).toEqual([0, 5]);
	});

	it("decides all that match a filter, and leaves out what changed after it was read", async () => {
		const user = `batch${batch}@contoso.example`;
		const { asOf } = await listFindings(as(kim), { user });
		const later = () => new Date(Date.parse(asOf) + 5_000);
		await decide(as(lee, later), { verdict: "escalated", ids: [at(0).id], versions: versions(at(0)) });
		const result = await decide(as(kim), { verdict: "triaged", filter: { user: [user] }, asOf });
		expect(result).toMatchObject({ decided: 4, conflicts: 1 });
		expect(result.outcomes).toHaveLength(1);
		expect((await getFinding(as(kim), at(0).id)).status).toBe("escalated");
	});

	it("names the findings that do not exist", async () => {
		const missing = "00000000-0000-7000-8000-000000000000";
		const result = await decide(as(kim), { verdict: "triaged", ids: [missing], versions: { [missing]: 1 } });
		expect(result).toMatchObject({
			id: null,
			decided: 0,
			notFound: 1,
			outcomes: [{ id: missing, outcome: "not_found" }],
		});
	});

	it("requires a name from a visitor, and rejects the system", async () => {
		const body = { verdict: "triaged" as const, ids: [at(0).id], versions: versions(at(0)) };
		await expect(decide(as({ kind: "visitor" }), body)).rejects.toMatchObject({ code: "unauthenticated" });
		await expect(decide(as({ kind: "system", name: "Job" }), body)).rejects.toMatchObject({
			code: "forbidden",
		});
		expect((await getFinding(as(kim), at(0).id)).status).toBe("new");
	});

	it.each([
		[{ verdict: "benign" }, "reason"],
		[{ verdict: "benign", reason: "other" }, "note"],
		[{ verdict: "triaged", reason: "other", note: "x" }, "reason"],
		[{ verdict: "closed" }, "verdict"],
		[{ verdict: "triaged", surprise: 1 }, "surprise"],
	])("rejects %j and names the field", async (said, field) => {
		const body = { ...said, ids: [at(0).id], versions: versions(at(0)) };
		await expect(decide(as(kim), body as never)).rejects.toMatchObject({
			code: "invalid_input",
			places: expect.arrayContaining([expect.objectContaining({ field })]),
		});
	});

	it("stores nothing when the audit cannot be written", async () => {
		await test.db.$executeRawUnsafe(
			`ALTER TABLE "AuditEvent" ADD CONSTRAINT refuse CHECK (verb <> 'findings.decide') NOT VALID`,
		);
		try {
			await expect(
				decide(as(kim), { verdict: "triaged", ids: [at(0).id], versions: versions(at(0)) }),
			).rejects.toThrow();
		} finally {
			await test.db.$executeRawUnsafe(`ALTER TABLE "AuditEvent" DROP CONSTRAINT refuse`);
		}
		expect(await getFinding(as(kim), at(0).id)).toMatchObject({ status: "new", version: 1 });
		expect(await test.db.findingEvent.count({ where: { findingId: at(0).id, kind: "decided" } })).toBe(0);
	});
});

describe("undoDecision", () => {
	it("restores every finding, and is marked as an undo in the activity", async () => {
		const first = await decide(as(kim), {
			verdict: "triaged",
			note: "seen",
			ids: [at(0).id],
			versions: versions(at(0)),
		});
		const after = first.outcomes[0];
		if (after?.outcome !== "decided") throw new Error("not decided");
		const second = await decide(as(lee), {
			verdict: "escalated",
			ids: [at(0).id, at(1).id],
			versions: versions(after.finding, at(1)),
		});
		const undone = await undoDecision(as(kim), second.id as string);
		expect(undone).toMatchObject({ decided: 2, conflicts: 0 });
		expect(await getFinding(as(kim), at(0).id)).toMatchObject({
			status: "triaged",
			decision: { id: first.id, note: "seen", by: { name: "Kim" } },
		});
		const other = await getFinding(as(kim), at(1).id);
		expect(other).toMatchObject({ status: "new", decision: null });
		expect(other.activity.map(({ kind }) => kind)).toEqual(["found", "decided", "undone"]);
	});

	it("leaves findings that were decided again, and says so", async () => {
		const first = await decide(as(kim), {
			verdict: "triaged",
			ids: findings.map(({ id }) => id),
			versions: versions(...findings),
		});
		await decide(as(lee), { verdict: "escalated", ids: [at(2).id], versions: { [at(2).id]: 2 } });
		const undone = await undoDecision(as(kim), first.id as string);
		expect(undone).toMatchObject({ decided: 4, conflicts: 1 });
		expect((await getFinding(as(kim), at(2).id)).status).toBe("escalated");
	});

	it("happens once", async () => {
		const { id } = await decide(as(kim), { verdict: "triaged", ids: [at(0).id], versions: versions(at(0)) });
		await undoDecision(as(kim), id as string);
		await expect(undoDecision(as(kim), id as string)).rejects.toMatchObject({ code: "conflict" });
		await expect(undoDecision(as({ kind: "visitor" }), id as string)).rejects.toMatchObject({
			code: "unauthenticated",
		});
		await expect(undoDecision(as(kim), "00000000-0000-7000-8000-000000000000")).rejects.toMatchObject({
			code: "not_found",
		});
	});

	it("undoes a decision for one finding, by another person, and later for the rest", async () => {
		const { id } = await decide(as(kim), {
			verdict: "benign",
			reason: "soc_activity",
			ids: [at(0).id, at(1).id, at(2).id],
			versions: versions(at(0), at(1), at(2)),
		});
		const one = await undoDecision(as(lee), String(id), { finding: at(1).id });
		expect(one).toMatchObject({ decided: 1, outcomes: [{ id: at(1).id, outcome: "undone" }] });
		expect(await getFinding(as(kim), at(1).id)).toMatchObject({ status: "new", version: 3, decision: null });
		expect(await getFinding(as(kim), at(0).id)).toMatchObject({ status: "benign", version: 2 });
		const again = await undoDecision(as(lee), String(id), { finding: at(1).id });
		expect(again).toMatchObject({ decided: 0, conflicts: 1 });

		const rest = await undoDecision(as(kim), String(id));
		expect(rest).toMatchObject({ decided: 2, conflicts: 1 });
		await expect(undoDecision(as(kim), String(id))).rejects.toMatchObject({ code: "conflict" });
		await expect(undoDecision(as(kim), String(id), { finding: at(4).id })).rejects.toMatchObject({
			code: "conflict",
		});
		const audit = await test.db.auditEvent.findMany({
			where: { verb: "findings.undo", targetId: { in: [at(0).id, at(1).id, at(2).id] } },
			orderBy: { seq: "asc" },
		});
		const whose = new Map(audit.map(({ targetId, actorName }) => [targetId, actorName]));
		expect(whose).toEqual(
			new Map([
				[at(1).id, "Lee"],
				[at(0).id, "Kim"],
				[at(2).id, "Kim"],
			]),
		);
	});

	it("rejects a finding that the decision did not decide", async () => {
		const { id } = await decide(as(kim), { verdict: "triaged", ids: [at(0).id], versions: versions(at(0)) });
		await expect(undoDecision(as(kim), String(id), { finding: at(1).id })).rejects.toMatchObject({
			code: "not_found",
		});
		expect((await getFinding(as(kim), at(0).id)).status).toBe("triaged");
	});

	it("undoes a decision that was restored when the later one was undone", async () => {
		const both = await decide(as(kim), {
			verdict: "triaged",
			ids: [at(0).id, at(1).id],
			versions: versions(at(0), at(1)),
		});
		const later = await decide(as(lee), {
			verdict: "escalated",
			ids: [at(0).id],
			versions: { [at(0).id]: 2 },
		});
		await undoDecision(as(kim), String(both.id));
		await undoDecision(as(kim), String(later.id));
		expect((await getFinding(as(kim), at(0).id)).status).toBe("triaged");
		expect(await undoDecision(as(lee), String(both.id))).toMatchObject({ decided: 1 });
		expect((await getFinding(as(kim), at(0).id)).status).toBe("new");
	});

	it("says in the activity what an undo would do: for how many findings, and to which verdict", async () => {
		const { id } = await decide(as(kim), {
			verdict: "triaged",
			ids: [at(0).id, at(1).id],
			versions: versions(at(0), at(1)),
		});
		const later = await decide(as(lee), {
			verdict: "escalated",
			ids: [at(0).id],
			versions: { [at(0).id]: 2 },
		});
		const { activity } = await getFinding(as(kim), at(0).id);
		expect(activity.map(({ decision }) => decision)).toEqual([
			null,
			{ id, findings: 2, before: "new", closing: null },
			{ id: later.id, findings: 1, before: "triaged", closing: null },
		]);
	});
});
