/** A clock that was wrong for a moment locks nobody out, and lets nobody in, for as long as it jumped. */
import { TOTP } from "otpauth";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SYSTEM } from "@/lib/platform/context/actor";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { testContext } from "@/test/findings/fixtures";
import { createLocalPerson } from "./create-local-person";
import { forgetEnded } from "./forget-ended";
import { ADDRESS_FAILURES, SESSION_LIFE_MS } from "./rules";
import { resumeSession } from "./sessions";
import { signInWithPassword } from "./sign-in-password";
import { newTotpSecret } from "./totp";

const PASSWORD = "seven green bottles";
const ADDRESS = "192.0.2.1";
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
let test: TestDatabase;
/** How far this process's clock is ahead, in milliseconds. */
let ahead = 0;
beforeAll(async () => {
	test = await createTestDatabase();
});
afterAll(() => test.drop());
beforeEach(async () => {
	ahead = 0;
	await test.db.session.deleteMany();
	await test.db.localCredential.deleteMany();
	await test.db.passwordGuard.deleteMany();
	await test.db.person.deleteMany({ where: { login: { not: null } } });
	await createLocalPerson(testContext(test.db, SYSTEM), {
		login: "kim",
		name: "Kim",
		role: "admin",
		password: PASSWORD,
	});
});

const now = () => new Date(Date.now() + ahead);
const signIn = (input: Record<string, string> = {}) =>
	signInWithPassword(
		{ ctx: testContext(test.db, { kind: "visitor" }, now), userAgent: null, address: ADDRESS },
		{ login: "kim", password: PASSWORD, ...input },
	);
const outcome = (input: Record<string, string> = {}) =>
	signIn(input).then(
		() => "in",
		(error) => error.details?.reason ?? error.code,
	);
const wrong = { password: "not this one at all" };
/** As if the database's own clock had been ahead while the limits were stored. */
const shiftGuards = (ms: number) => test.db.$executeRaw`UPDATE "PasswordGuard" SET
	"lockedUntil" = "lockedUntil" + ${ms} * interval '1 millisecond',
	"updatedAt" = "updatedAt" + ${ms} * interval '1 millisecond'`;
const only = () => test.db.session.findFirstOrThrow();

describe("a lock", () => {
	it.each([40 * DAY, -2 * DAY])("is not kept by the clock of a process that is %i ms ahead", async (jump) => {
		expect(await outcome()).toBe("in");
		ahead = jump;
		for (let round = 0; round < 5; round++) expect(await outcome(wrong)).toBe("wrong");
		expect(await outcome()).toBe("locked");
		ahead = 0;
		const locks = await test.db.passwordGuard.findMany({ where: { lockedUntil: { not: null } } });
		expect(locks.length).toBeGreaterThan(0);
		for (const { lockedUntil, updatedAt } of locks) {
			expect(Math.abs((lockedUntil?.getTime() ?? 0) - Date.now())).toBeLessThan(20 * MINUTE);
			expect(Math.abs(updatedAt.getTime() - Date.now())).toBeLessThan(20 * MINUTE);
		}
	});

	it.each([40 * DAY, 2 * DAY, 40 * MINUTE])(
		"of a login that is %i ms too far ahead has no effect, and its failures still count",
		async (jump) => {
			for (let round = 0; round < 5; round++) expect(await outcome(wrong)).toBe("wrong");
			expect(await outcome()).toBe("locked");
			await shiftGuards(jump);
			expect(await outcome(wrong)).toBe("wrong");
			expect(await outcome(), "the sixth failure locks again").toBe("locked");
			await shiftGuards(jump);
			expect(await outcome()).toBe("in");
		},
	);

	it.each([40 * DAY, 2 * DAY, 40 * MINUTE])(
		"of an address that is %i ms too far ahead is deleted",
		async (jump) => {
			expect(await outcome({ ...wrong, login: "nobody" })).toBe("wrong");
			await shiftGuards(jump);
			expect(await outcome()).toBe("in");
			expect(await outcome({ ...wrong, login: "nobody" })).toBe("wrong");
			const { lockedUntil } = await test.db.passwordGuard.findFirstOrThrow({ where: { failures: 0 } });
			expect(lockedUntil?.getTime()).toBeLessThan(Date.now() + MINUTE);
		},
	);

	it("of an address applies while it is plausible", async () => {
		await outcome({ ...wrong, login: "nobody" });
		// As after as many failures as there may be.
		await test.db.$executeRaw`UPDATE "PasswordGuard" SET
			"lockedUntil" = clock_timestamp() + ${ADDRESS_FAILURES * 6} * interval '1 second' WHERE "failures" = 0`;
		expect(await outcome()).toBe("rate_limited");
	});
});

describe("a code of an authenticator app", () => {
	let secret: string;
	const code = (at = now()) =>
		new TOTP({ secret, algorithm: "SHA1", digits: 6, period: 30 }).generate({ timestamp: at.getTime() });
	beforeEach(async () => {
		secret = newTotpSecret();
		await test.db.localCredential.updateMany({ data: { totpSecret: secret, totpConfirmedAt: now() } });
	});

	it("is accepted again once the clock is right, and each still once", async () => {
		ahead = 40 * DAY;
		expect(await outcome({ code: code() })).toBe("in");
		ahead = 0;
		const right = code();
		expect(await outcome({ code: right })).toBe("in");
		expect(await outcome({ code: right })).toBe("code_wrong");
	});

	it("that is old is not accepted again by a process whose clock is behind", async () => {
		expect(await outcome({ code: code() })).toBe("in");
		ahead = -2 * DAY;
		expect(await outcome({ code: code() })).toBe("code_wrong");
	});
});

describe("a session", () => {
	const resume = (token: string) => resumeSession(test.db, token, now(), { rotate: true });

	it("opened by a clock far ahead lasts no longer than any other, and its token is changed at once", async () => {
		ahead = 40 * DAY;
		const { token } = await signIn();
		ahead = 0;
		const found = await resume(token);
		expect(found?.next).not.toBeNull();
		const { expiresAt, lastSeenAt, rotatedAt } = await only();
		expect(expiresAt.getTime()).toBeLessThanOrEqual(Date.now() + SESSION_LIFE_MS);
		expect(found?.next?.expiresAt).toEqual(expiresAt);
		for (const time of [lastSeenAt, rotatedAt]) expect(time.getTime()).toBeLessThanOrEqual(Date.now());
	});

	it("keeps no earlier token because a clock far ahead has changed it", async () => {
		const { token } = await signIn();
		ahead = 60 * MINUTE;
		const { next } = (await resume(token)) ?? {};
		ahead = 0;
		expect(await resume(token)).toBeNull();
		expect(await resume(next?.token ?? "")).not.toBeNull();
	});

	it("continues when the clock is set back and forth, for its remaining time", async () => {
		const { token } = await signIn();
		const { expiresAt } = await only();
		ahead = -2 * DAY;
		const { next } = (await resume(token)) ?? {};
		ahead = 0;
		expect(await resume(next?.token ?? token)).not.toBeNull();
		expect((await only()).expiresAt).toEqual(expiresAt);
	});

	it("is not deleted by a process whose clock is far ahead", async () => {
		const { token } = await signIn();
		await outcome(wrong);
		ahead = 40 * DAY;
		await forgetEnded(test.db, now());
		ahead = 0;
		expect(await resume(token)).not.toBeNull();
		expect(await test.db.passwordGuard.count()).toBeGreaterThan(0);
	});
});
