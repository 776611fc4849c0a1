import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { config, reloadConfig } from "@/lib/platform/config/config";
import type { SentinelConfig } from "@/lib/platform/config/sentinel-config";
import { type PersonActor, SYSTEM } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { Random } from "@/lib/sources/sample/random";
import { SentinelIncidents } from "@/lib/sources/workspaces/incidents-api";
import { RETRY_POLICY } from "@/lib/sources/workspaces/retry";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, clickRow, seedFindings, testContext } from "@/test/findings/fixtures";
import { DOUBLE_WORKSPACE_ID, LogAnalyticsDouble } from "@/test/loganalytics-double/double";
import { TestWorkspace } from "@/test/workspaces/test-workspace";
import { incidentContent } from "./content";
import { followIncident } from "./follow";
import { getIncident } from "./get";
import { holdIncident } from "./hold";
import { requestPush } from "./request";
import { INCIDENT_LIMITS, readFields } from "./rules";
import { syncIncident } from "./sync";

/** Over TLS, against the double; in earnest but for the waiting. */
const retry = { ...RETRY_POLICY, first: 1, longest: 4 };
/** Gives up at once, so that a push often ends in the middle and without knowing what became of its last write. */
const impatient = { ...retry, most: 1 };
let test: TestDatabase;
let files: TestWorkspace;
let double: LogAnalyticsDouble;
let directory: string;
let sentinel: SentinelConfig;
let analyst: PersonActor;
let clock = Date.now();
const now = () => new Date(clock);
const as = (actor: Context["actor"]) => testContext(test.db, actor, now);

beforeAll(async () => {
	test = await createTestDatabase();
	files = await TestWorkspace.create();
	double = await LogAnalyticsDouble.start({ directory: files.directory });
	directory = mkdtempSync(path.join(tmpdir(), "afterclick-incidents-"));
	const certificate = path.join(directory, "double.pem");
	writeFileSync(certificate, double.certificate.certificatePem);
	for (const [name, value] of Object.entries(double.environment(certificate))) vi.stubEnv(name, value);
	reloadConfig();
	sentinel = config().sentinel[0] as SentinelConfig;
	analyst = await addPerson(test.db, "Ada");
	await seedFindings(
		test.db,
		Array.from({ length: 60 }, (_, n) => clickRow(n)),
		now(),
		DOUBLE_WORKSPACE_ID,
	);
});

afterAll(async () => {
	await double.close();
	await files.remove();
	vi.unstubAllEnvs();
	reloadConfig();
	rmSync(directory, { recursive: true });
	await test.drop();
});

beforeEach(() => double.reset());

let taken = 0;

async function addCase(findings: number, over: object = {}): Promise<string> {
	const { id } = await test.db.case.create({
		data: {
			workspaceId: DOUBLE_WORKSPACE_ID,
			title: "A campaign",
			severity: "high",
			createdAt: now(),
			createdByName: "Ada",
			updatedAt: now(),
			...over,
		},
	});
	const ids = await test.db.finding.findMany({
		select: { id: true },
		orderBy: { id: "asc" },
		skip: taken,
		take: findings,
	});
	taken += findings;
	await test.db.caseFinding.createMany({
		data: ids.map((finding) => ({ findingId: finding.id, caseId: id, addedAt: now(), addedByName: "Ada" })),
	});
	return id;
}

function addComments(caseId: string, count: number, body = (n: number) => `Comment ${n}`) {
	return test.db.caseComment.createMany({
		data: Array.from({ length: count }, (_, n) => ({
			caseId,
			body: body(n),
			authorName: "Ada",
			at: new Date(clock + n * 1000),
		})),
	});
}

function change(caseId: string, data: object) {
	return test.db.$transaction(async (tx) => {
		await tx.case.update({ where: { id: caseId }, data });
		await followIncident(tx, caseId, now());
	});
}

const sync = (caseId: string, policy = retry) =>
	syncIncident(as(SYSTEM), caseId, {
		api: new SentinelIncidents(sentinel, sentinel.incidents as never, { retry: policy }),
	});

/** Pushes until it is done; what failed is due again when its time has come. */
async function settle(caseId: string, policy = retry): Promise<number> {
	for (let round = 1; round <= 300; round++) {
		await sync(caseId, policy);
		const row = await test.db.caseIncident.findUniqueOrThrow({ where: { caseId } });
		if (row.nextAttemptAt === null) return round;
		clock = row.nextAttemptAt.getTime();
	}
	throw new Error("The push never came to an end.");
}

const incidentIdOf = async (caseId: string) =>
	(await test.db.caseIncident.findUniqueOrThrow({ where: { caseId } })).incidentId;

/** That Sentinel has exactly what the case has, no more and once. */
async function expectEqual(caseId: string): Promise<void> {
	const id = await incidentIdOf(caseId);
	const content = await incidentContent(test.db, caseId, id);
	if (!content) throw new Error("no case");
	const there = double.incidents.resources.get(`incidents/${id}`);
	expect(readFields(there?.properties ?? {})).toEqual(content.fields);
	expect(
		((there?.properties.labels ?? []) as { labelName: string }[]).map(({ labelName }) => labelName),
	).toEqual(content.labels);
	const comments = double.incidents.list(`incidents/${id}/comments`);
	expect(new Map(comments.map(({ name, properties }) => [name, properties]))).toEqual(
		new Map(content.comments.slice(-INCIDENT_LIMITS.comments).map((one) => [one.guid, one.properties])),
	);
	const related = double.incidents.list(`incidents/${id}/relations`).map(({ name }) => name);
	expect(new Set(related)).toEqual(new Set(content.bookmarks.map(({ guid }) => guid)));
	for (const { guid, properties } of content.bookmarks) {
		expect(double.incidents.resources.get(`bookmarks/${guid}`)?.properties).toEqual(properties);
	}
}

describe("pushing a case", () => {
	it("creates its incident, comments and bookmarks, with URLs defanged, and returns the sync state", async () => {
		const id = await addCase(2, {
			known: "See https://phish.example/login",
			ownerName: "Ada",
			ownerId: analyst.id,
		});
		await addComments(id, 2, (n) => `Went to http://evil.example/${n}`);
		expect(await getIncident(as(analyst), id)).toEqual({ unavailable: null, incident: null });
		expect((await requestPush(as(analyst), id)).incident).toMatchObject({ state: "waiting", number: null });
		await settle(id);
		await expectEqual(id);
		expect((await getIncident(as(analyst), id)).incident).toMatchObject({
			state: "pushed",
			number: 1,
			differences: [],
			problem: null,
			omitted: { descriptionCut: false, commentsLeftOut: 0, bookmarksLeftOut: 0, bookmarksRefused: false },
		});
		const all = JSON.stringify([...double.incidents.resources.values()]);
		expect(all).not.toMatch(/https?:\/\/(phish|evil)/);
		expect(all).toContain("hxxps://phish[.]example/login");
		const verbs = await test.db.auditEvent.findMany({ where: { targetId: id }, orderBy: { seq: "asc" } });
		expect(verbs.map(({ verb }) => verb)).toEqual(["cases.push", "cases.incident_pushed"]);
	});

	it("updates on a change, and writes nothing where nothing changed", async () => {
		const id = await addCase(1);
		await addComments(id, 1);
		await requestPush(as(analyst), id);
		await settle(id);
		double.incidents.requests.length = 0;
		await test.db.$transaction((tx) => followIncident(tx, id, now()));
		await settle(id);
		expect(double.incidents.requests.filter((request) => !request.startsWith("GET"))).toEqual([]);
		await change(id, { status: "closed", classification: "true_positive", closingNote: "Contained." });
		await test.db.caseComment.updateMany({ where: { caseId: id }, data: { body: "", deletedAt: now() } });
		await test.db.caseFinding.deleteMany({ where: { caseId: id } });
		await settle(id);
		await expectEqual(id);
		expect(double.incidents.list("bookmarks")).toEqual([]);
	});

	it("says what does not fit, and leaves others' comments alone", async () => {
		const id = await addCase(23, { known: "k".repeat(6_000) });
		await addComments(id, 104, (n) => (n === 103 ? "c".repeat(31_000) : `Comment ${n}`));
		await requestPush(as(analyst), id);
		await settle(id);
		await expectEqual(id);
		double.incidents.resources.delete(
			[...double.incidents.resources.keys()].find((key) => key.includes("/comments/")) ?? "",
		);
		double.incidents.comment(await incidentIdOf(id), "From the portal");
		await requestPush(as(analyst), id);
		await settle(id);
		const comments = double.incidents.list(`incidents/${await incidentIdOf(id)}/comments`);
		expect(comments).toHaveLength(100);
		expect(comments.filter(({ properties }) => properties.message === "From the portal")).toHaveLength(1);
		expect((await getIncident(as(analyst), id)).incident?.omitted).toEqual({
			descriptionCut: true,
			commentsCut: 1,
			commentsLeftOut: 5,
			bookmarksLeftOut: 3,
			bookmarksRefused: false,
		});
	});

	it("skips bookmarks where the identity can't write them, and says so", async () => {
		const id = await addCase(1);
		double.incidents.responderOnly = true;
		await requestPush(as(analyst), id);
		await settle(id);
		expect((await getIncident(as(analyst), id)).incident).toMatchObject({
			state: "pushed",
			omitted: { bookmarksRefused: true, bookmarksLeftOut: 1 },
		});
		double.incidents.responderOnly = false;
		await requestPush(as(analyst), id);
		await settle(id);
		await expectEqual(id);
	});

	it("is refused to readers, for cases outside their workspaces, and where incidents are turned off", async () => {
		const id = await addCase(0);
		const reader = await addPerson(test.db, "Reader", "viewer");
		await expect(requestPush(as(reader), id)).rejects.toMatchObject({ code: "forbidden" });
		const elsewhere = { ...analyst, workspaces: ["another"] };
		await expect(requestPush(as(elsewhere), id)).rejects.toMatchObject({ code: "not_found" });
		await expect(getIncident(as(elsewhere), id)).rejects.toMatchObject({ code: "not_found" });
		await test.db.workspace.upsert({
			where: { id: "local" },
			create: { id: "local", kind: "local", name: "Local" },
			update: {},
		});
		const local = await addCase(0, { workspaceId: "local" });
		await expect(requestPush(as(analyst), local)).rejects.toMatchObject({ code: "not_configured" });
	});
});

describe("a field changed in Sentinel", () => {
	async function changedThere(properties: Record<string, unknown>) {
		const id = await addCase(0);
		await requestPush(as(analyst), id);
		await settle(id);
		double.incidents.edit(`incidents/${await incidentIdOf(id)}`, properties);
		await change(id, { title: "Renamed here" });
		await settle(id);
		return id;
	}
	const theirs = { status: "Active", owner: { userPrincipalName: "Bob@contoso.example" } };

	it("is shown beside the case's and not overwritten", async () => {
		const id = await changedThere(theirs);
		const { incident } = await getIncident(as(analyst), id);
		expect(incident?.state).toBe("differs");
		expect(incident?.differences.map(({ field }) => field)).toEqual(["status", "owner", "title"]);
		expect(incident?.differences[0]).toEqual({ field: "status", ours: "New", theirs: "Active" });
		const there = double.incidents.resources.get(`incidents/${incident?.id}`);
		expect(there?.properties).toMatchObject({
			status: "Active",
			title: expect.stringContaining("A campaign"),
		});
	});

	it("is overwritten when a person chooses the case's, unless it has changed again", async () => {
		const id = await changedThere(theirs);
		const { incident } = await getIncident(as(analyst), id);
		const seen = incident?.seen ?? "";
		double.incidents.edit(`incidents/${incident?.id}`, { status: "Closed", classification: "FalsePositive" });
		await holdIncident(as(analyst), id, { holds: "ours", seen });
		await settle(id);
		const again = (await getIncident(as(analyst), id)).incident;
		expect(again?.state).toBe("differs");
		await expect(holdIncident(as(analyst), id, { holds: "ours", seen })).rejects.toMatchObject({
			code: "conflict",
			details: { incident: { seen: again?.seen } },
		});
		await holdIncident(as(analyst), id, { holds: "ours", seen: again?.seen ?? "" });
		await settle(id);
		await expectEqual(id);
	});

	it("is created again after a deletion only when a person chooses to", async () => {
		const id = await changedThere({});
		const incident = await incidentIdOf(id);
		double.incidents.resources.delete(`incidents/${incident}`);
		await requestPush(as(analyst), id);
		await settle(id);
		const { incident: state } = await getIncident(as(analyst), id);
		expect(state).toMatchObject({ state: "differs", gone: true });
		expect(double.incidents.list("incidents")).toEqual([]);
		await holdIncident(as(analyst), id, { holds: "ours", seen: state?.seen ?? "" });
		await settle(id);
		await expectEqual(id);
	});
});

describe("when the service fails at random", () => {
	it.each(["1", "2", "3"])("ends with one incident per case and the same content (seed %s)", async (seed) => {
		const random = new Random(seed, "edits");
		const cases = [await addCase(random.between(0, 4)), await addCase(random.between(0, 4))];
		double.incidents.misbehave({ seed, probability: 0.35, retryAfter: 0 });
		for (const id of cases) await requestPush(as(analyst), id);
		for (let step = 0; step < 12; step++) {
			const id = random.pick(cases);
			const kind = random.pick(["field", "comment", "edit", "delete", "finding"] as const);
			const [comment] = await test.db.caseComment.findMany({
				where: { caseId: id, deletedAt: null },
				take: 1,
			});
			if (kind === "comment") await addComments(id, random.between(1, 3), (n) => `Step ${step}, ${n}`);
			if (kind === "edit" && comment) {
				await test.db.caseComment.update({
					where: { id: comment.id },
					data: { body: `Edited in ${step}` },
				});
			}
			if (kind === "delete" && comment) {
				await test.db.caseComment.update({
					where: { id: comment.id },
					data: { body: "", deletedAt: now() },
				});
			}
			if (kind === "finding") {
				const [finding] = await test.db.caseFinding.findMany({ where: { caseId: id }, take: 1 });
				if (finding) await test.db.caseFinding.delete({ where: { findingId: finding.findingId } });
			}
			await change(id, kind === "field" ? { known: `Known in step ${step}`, tags: [`step-${step}`] } : {});
			// Sometimes several changes come before the next attempt, sometimes it is broken off.
			if (random.chance(0.6)) await sync(id, random.chance(0.5) ? impatient : retry);
		}
		for (const id of cases) await settle(id, { ...retry, most: 2 });
		expect([...double.incidents.mishaps.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(8);
		double.incidents.misbehave(null);
		expect(double.incidents.list("incidents")).toHaveLength(2);
		for (const id of cases) {
			await expectEqual(id);
			expect((await getIncident(as(analyst), id)).incident).toMatchObject({
				state: "pushed",
				problem: null,
			});
		}
	});

	it("recognises its own write when the response to it was lost", async () => {
		const id = await addCase(0);
		await requestPush(as(analyst), id);
		await settle(id);
		await change(id, { title: "Second name" });
		double.incidents.meet("dropped-after", "PUT");
		await sync(id, impatient);
		expect((await getIncident(as(analyst), id)).incident).toMatchObject({
			state: "failing",
			problem: { code: "unavailable" },
		});
		await change(id, { title: "Third name" });
		await settle(id);
		expect((await getIncident(as(analyst), id)).incident?.state).toBe("pushed");
		await expectEqual(id);
	});

	it("is pushed once when two processes start at the same time", async () => {
		const id = await addCase(1);
		await requestPush(as(analyst), id);
		await Promise.all([sync(id), sync(id), sync(id)]);
		await settle(id);
		expect(double.incidents.requests.filter((request) => request.startsWith("PUT incidents/"))).toHaveLength(
			2,
		);
		await expectEqual(id);
	});
});
