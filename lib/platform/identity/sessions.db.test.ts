import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { PersonActor } from "@/lib/platform/context/actor";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson } from "@/test/findings/fixtures";
import { forgetEnded } from "./forget-ended";
import { ROTATION_GRACE_MS, SESSION_IDLE_MS, SESSION_LIFE_MS, SESSION_ROTATION_MS } from "./rules";
import { openSession, resumeSession, revokeSessions } from "./sessions";

let test: TestDatabase;
let kim: PersonActor;
let now: Date;
beforeAll(async () => {
	test = await createTestDatabase();
});
afterAll(() => test.drop());
beforeEach(async () => {
	now = new Date("2026-03-01T08:00:00Z");
	kim = await addPerson(test.db, "Kim", "lead");
});

const later = (ms: number) => {
	now = new Date(now.getTime() + ms);
};
const open = () =>
	test.db.$transaction((tx) =>
		openSession(tx, now, { personId: kim.id, method: "password", userAgent: "Test" }),
	);
const resume = (token: string, rotate = true) => resumeSession(test.db, token, now, { rotate });

describe("a session", () => {
	it("is identified only by its token, stored only as a hash", async () => {
		const { token, id } = await open();
		expect((await resume(token))?.actor).toEqual(kim);
		const row = await test.db.session.findUniqueOrThrow({ where: { id } });
		expect(JSON.stringify(row)).not.toContain(token);
		expect(await resume(`${token}x`)).toBeNull();
		expect(await resume("")).toBeNull();
	});

	it("is a new one at each sign-in", async () => {
		const [one, two] = [await open(), await open()];
		expect(one.token).not.toBe(two.token);
		expect(one.id).not.toBe(two.id);
	});

	it("ends when it is not used for long", async () => {
		const { token } = await open();
		later(SESSION_IDLE_MS - 1_000);
		expect(await resume(token, false)).not.toBeNull();
		later(SESSION_IDLE_MS - 1_000);
		expect(await resume(token, false), "used in between").not.toBeNull();
		later(SESSION_IDLE_MS + 1_000);
		expect(await resume(token, false)).toBeNull();
	});

	it("ends after a week even if it is used, also after rotations", async () => {
		let { token } = await open();
		for (let at = 0; at + SESSION_IDLE_MS / 2 < SESSION_LIFE_MS; at += SESSION_IDLE_MS / 2) {
			later(SESSION_IDLE_MS / 2);
			const found = await resume(token);
			expect(found).not.toBeNull();
			token = found?.next?.token ?? token;
		}
		later(SESSION_IDLE_MS / 2);
		expect(await resume(token)).toBeNull();
	});

	it("follows its person: role, disabling, no role, and back", async () => {
		const { token } = await open();
		const change = (data: object) => test.db.person.update({ where: { id: kim.id }, data });
		await change({ role: "viewer", workspaces: ["local"] });
		expect((await resume(token))?.actor).toMatchObject({ role: "viewer", workspaces: ["local"] });
		await change({ disabledAt: now });
		expect(await resume(token)).toBeNull();
		await change({ disabledAt: null, role: null });
		expect(await resume(token)).toBeNull();
	});

	it("ends when it is revoked, and a single one can be kept", async () => {
		const [here, there] = [await open(), await open()];
		expect(await revokeSessions(test.db, kim.id, now, here.id)).toBe(1);
		expect(await resume(there.token)).toBeNull();
		expect(await resume(here.token)).not.toBeNull();
	});
});

describe("a token", () => {
	it("rotates after its time, and the previous one still works briefly", async () => {
		const { token } = await open();
		later(SESSION_ROTATION_MS - 1_000);
		expect((await resume(token))?.next).toBeNull();
		later(2_000);
		expect((await resume(token, false))?.next, "where no cookie can be set").toBeNull();
		const next = (await resume(token))?.next?.token ?? "";
		expect(next).not.toBe(token);
		expect((await resume(next))?.next).toBeNull();
		later(ROTATION_GRACE_MS - 1_000);
		expect((await resume(token))?.next, "the old one does not rotate again").toBeNull();
		expect(await resume(token)).not.toBeNull();
		later(2_000);
		expect(await resume(token)).toBeNull();
		expect(await resume(next)).not.toBeNull();
	});

	it("rotates once for simultaneous requests, and all of them are accepted", async () => {
		const { token } = await open();
		later(SESSION_ROTATION_MS + 1_000);
		const all = await Promise.all(Array.from({ length: 12 }, () => resume(token)));
		expect(all.every((found) => found !== null)).toBe(true);
		expect(all.filter((found) => found?.next)).toHaveLength(1);
	});
});

it("expired rows are deleted, and nothing else", async () => {
	await test.db.session.deleteMany();
	const kept = await open();
	await open();
	await revokeSessions(test.db, kim.id, now, kept.id);
	await test.db.signInAttempt.create({
		data: { stateHash: new Uint8Array([1]), nonce: "n", verifier: "v", returnTo: "/", expiresAt: now },
	});
	await test.db.passwordGuard.create({
		data: { key: new Uint8Array([1]), failures: 9, lockedUntil: null, updatedAt: now },
	});
	await forgetEnded(test.db, now);
	expect(await test.db.session.count()).toBe(2);
	expect(await test.db.signInAttempt.count()).toBe(1);
	later(7 * 24 * 3_600_000 + 1_000);
	await forgetEnded(test.db, now);
	expect((await test.db.session.findMany()).map(({ id }) => id)).toEqual([kept.id]);
	expect(await test.db.signInAttempt.count()).toBe(0);
	expect(await test.db.passwordGuard.count()).toBe(0);
	later(SESSION_IDLE_MS + 1_000);
	await forgetEnded(test.db, now);
	expect(await test.db.session.count()).toBe(0);
});
