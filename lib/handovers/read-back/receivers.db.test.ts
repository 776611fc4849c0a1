import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { AppError } from "@/lib/core/errors";
import { changePlan } from "@/lib/handovers/handovers/change-plan";
import { listReceivers } from "@/lib/handovers/handovers/list-receivers";
import { signHandover } from "@/lib/handovers/signing/sign";
import { type PersonActor, SYSTEM } from "@/lib/platform/context/actor";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, testContext } from "@/test/findings/fixtures";
import { explainedDraft } from "@/test/handovers/fixtures";
import { acknowledgeHandover } from "./acknowledge";
import { awaitingHandovers } from "./awaiting";
import { escalateUnacknowledged } from "./escalate";
import { nameReceivers } from "./name-receivers";
import { getReadBack } from "./read-back";

let test: TestDatabase;
let kim: PersonActor;
let lee: PersonActor;
let ann: PersonActor;
let vic: PersonActor;
let clock = Date.UTC(2026, 4, 4, 13, 30);

beforeAll(async () => {
	test = await createTestDatabase();
	kim = await addPerson(test.db, "Kim", "lead");
	lee = await addPerson(test.db, "Lee", "lead");
	ann = await addPerson(test.db, "Ann", "analyst");
	vic = await addPerson(test.db, "Vic", "viewer");
	const out = await addPerson(test.db, "Gone", "lead");
	await test.db.person.update({ where: { id: out.id }, data: { disabledAt: new Date(clock) } });
	const elsewhere = await addPerson(test.db, "Elsewhere", "lead");
	await test.db.person.update({ where: { id: elsewhere.id }, data: { workspaces: ["other"] } });
});
afterAll(() => test.drop());
beforeEach(async () => {
	await test.db.inboxItem.deleteMany();
	clock += 8 * 3_600_000;
});

const as = (actor: PersonActor | typeof SYSTEM) => testContext(test.db, actor, () => new Date(clock));
const code = (work: Promise<unknown>) =>
	work.then(
		() => "done",
		(error) => (error instanceof AppError ? error.code : String(error)),
	);
const sign = async (receivers?: string[]) => {
	const { id, version } = await explainedDraft(test.db, kim, new Date(clock));
	return await signHandover(as(kim), id, { version, ...(receivers === undefined ? {} : { receivers }) });
};
const inbox = async ({ id }: PersonActor) =>
	(await test.db.inboxItem.findMany({ where: { personId: id }, orderBy: { at: "asc" } })).map(
		({ kind, href }) => `${kind} ${href}`,
	);
const awaiting = async (actor: PersonActor) =>
	(await awaitingHandovers(as(actor))).items.map(({ number }) => number);

describe("a signed handover", () => {
	it("notifies every other lead where no plan names receivers, with a link to it", async () => {
		const { id, number, document } = await sign();
		expect(document.header.receivers).toEqual([{ id: lee.id, name: "Lee" }]);
		expect(await inbox(lee)).toEqual([`handed_over /handovers/${number}/read-back`]);
		expect(await inbox(ann)).toEqual([]);
		expect(await awaiting(lee)).toEqual([number]);
		expect(await awaiting(kim)).toEqual([]);
		expect((await getReadBack(as(vic), id)).receivers).toEqual([{ id: lee.id, name: "Lee" }]);
		await acknowledgeHandover(as(ann), id, {
			synthesis: "Nothing is open at all.",
			version: (await getReadBack(as(ann), id)).version,
		});
		expect(await awaiting(lee), "another lead has acknowledged it").toEqual([]);
		expect(await inbox(lee)).toContain(`answered /handovers/${number}`);
	});

	it("goes to the chosen receivers, and never to a person who can't acknowledge it", async () => {
		const draft = await explainedDraft(test.db, kim, new Date(clock));
		expect((await listReceivers(as(kim), draft.id)).people.map(({ name }) => name)).toEqual(["Ann", "Lee"]);
		for (const wrong of [[kim.id], [vic.id], [SYSTEM_ID], []]) {
			expect(await code(signHandover(as(kim), draft.id, { version: draft.version, receivers: wrong }))).toBe(
				"invalid_input",
			);
		}
		const { number } = await sign([ann.id, ann.id]);
		expect(await inbox(ann)).toEqual([`handed_over /handovers/${number}/read-back`]);
		expect(await inbox(lee)).toEqual([]);
		expect(await awaiting(ann)).toEqual([number]);
	});

	it("can be given to other receivers until it is acknowledged; new ones are notified", async () => {
		const { id, number } = await sign([ann.id]);
		const { version } = await getReadBack(as(kim), id);
		expect(await code(nameReceivers(as(vic), id, { receivers: [lee.id], version }))).toBe("forbidden");
		const after = await nameReceivers(as(kim), id, { receivers: [ann.id, lee.id], version });
		expect(after.receivers.map(({ name }) => name)).toEqual(["Ann", "Lee"]);
		expect(await code(nameReceivers(as(kim), id, { receivers: [ann.id], version }))).toBe("conflict");
		expect([await inbox(ann), await inbox(lee)]).toEqual([
			[`handed_over /handovers/${number}/read-back`],
			[`handed_over /handovers/${number}/read-back`],
		]);
		await nameReceivers(as(kim), id, { receivers: [lee.id], version: after.version });
		expect(await awaiting(ann)).not.toContain(number);
		expect(await awaiting(lee)).toContain(number);
		const audit = await test.db.auditEvent.findFirst({ where: { verb: "handovers.receivers" } });
		expect(audit).toMatchObject({ before: { receivers: ["Ann"] }, after: { receivers: ["Ann", "Lee"] } });
	});

	it("is escalated to its receivers too", async () => {
		const { id, number } = await sign([ann.id]);
		clock += 30 * 60_000;
		expect(await escalateUnacknowledged(as(SYSTEM), id)).toBe(true);
		expect(await inbox(ann)).toContain(`unacknowledged /handovers/${number}`);
	});

	it("goes to the people that the plan names for the shift that follows", async () => {
		const shift = (name: string, start: string, people: string[]) => ({ name, start, people });
		const planned = (people: string[]) => ({
			version: 0,
			timeZone: "UTC",
			shifts: [shift("Early", "06:00", [lee.id]), shift("Late", "14:00", people)],
		});
		await expect(changePlan(as(kim), planned([vic.id]))).rejects.toMatchObject({
			code: "invalid_input",
			places: [{ field: "shifts.1.people" }],
		});
		// Early in the early shift, so that the late one follows.
		clock = Date.UTC(2026, 5, 1, 7);
		await changePlan(as(kim), planned([ann.id, kim.id]));
		const draft = await explainedDraft(test.db, kim, new Date(clock));
		expect(draft.document.header.shift).toBe("Early");
		expect((await listReceivers(as(kim), draft.id)).suggested).toEqual({
			source: "plan",
			shift: "Late",
			people: [{ id: ann.id, name: "Ann" }],
		});
		const { number } = await sign();
		expect(await inbox(ann)).toEqual([`handed_over /handovers/${number}/read-back`]);
		expect(await inbox(lee)).toEqual([]);
	});
});

const SYSTEM_ID = "00000000-0000-7000-8000-000000000001";
