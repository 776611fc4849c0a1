import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { SYSTEM } from "@/lib/platform/context/actor";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, testContext, WORKSPACE_ID } from "@/test/findings/fixtures";
import { runOwner } from "./run-owner";
import { RunPlaces } from "./run-places";

let test: TestDatabase;
beforeAll(async () => {
	test = await createTestDatabase();
	await test.db.workspace.create({ data: { id: WORKSPACE_ID, kind: "local", name: "Local" } });
});
afterAll(() => test.drop());

/** A run of a hunt whose file is gone: it fails as soon as it starts. */
async function addRun(over: {
	status?: "queued" | "running";
	trigger?: "person" | "schedule" | "backfill";
	requestedById?: string;
}): Promise<string> {
	const { id } = await test.db.huntRun.create({
		data: {
			workspaceId: WORKSPACE_ID,
			huntId: randomUUID(),
			huntName: "Gone",
			huntVersion: "1",
			kql: "T",
			windowFrom: new Date(0),
			windowTo: new Date(1),
			requestedByName: "Ada",
			...over,
		},
	});
	return id;
}

const statusOf = async (id: string) => (await test.db.huntRun.findUniqueOrThrow({ where: { id } })).status;

it("counts a person's tokens as the person, and all schedules as one owner", async () => {
	const ada = await addPerson(test.db, "Ada");
	const token = await test.db.apiToken.create({
		data: {
			name: "Script",
			tokenHash: Buffer.from(randomUUID()),
			hint: "ac_",
			personId: ada.id,
			expiresAt: new Date(Date.now() + 86_400_000),
			createdById: ada.id,
			createdAt: new Date(),
		},
	});
	const owners = [];
	for (const over of [
		{ requestedById: ada.id },
		{ requestedById: token.id },
		{ trigger: "schedule" as const, requestedById: ada.id },
		{ trigger: "schedule" as const },
		{ trigger: "backfill" as const, requestedById: ada.id },
	])
		owners.push(await runOwner(test.db, await addRun(over)));
	expect(owners).toEqual([ada.id, ada.id, "schedule", "schedule", "backfill"]);
	await test.db.huntRun.deleteMany();
});

it("executes the runs of all jobs, and the one a dead process left, once each", async () => {
	const first = await addRun({ requestedById: "ben" });
	const dead = await addRun({ requestedById: "ada", status: "running" });
	const backfill = await addRun({ trigger: "backfill" });
	const places = new RunPlaces(3);
	const ctx = testContext(test.db, SYSTEM);
	await places.work(ctx, dead);
	expect([await statusOf(first), await statusOf(dead)]).toEqual(["failed", "failed"]);
	expect(await statusOf(backfill)).toBe("queued");
	// The job of a run that was done in another's place finds nothing left.
	await places.work(ctx, first);
	const many = await Promise.all(Array.from({ length: 8 }, (_, n) => addRun({ requestedById: `p${n % 2}` })));
	await Promise.all(many.map((id) => places.work(ctx, id)));
	for (const id of many) expect(await statusOf(id)).toBe("failed");
	const attempts = await test.db.huntRun.findMany({ select: { attempt: true }, where: { id: { in: many } } });
	expect(attempts.map(({ attempt }) => attempt)).toEqual(Array(8).fill(1));
});
