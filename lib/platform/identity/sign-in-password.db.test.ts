import { TOTP } from "otpauth";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SYSTEM } from "@/lib/platform/context/actor";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { testContext } from "@/test/findings/fixtures";
import { createLocalPerson } from "./create-local-person";
import { findLogin } from "./find-login";
import type { PersonChange } from "./people-schema";
import { resetPassword } from "./reset-password";
import { hashSecret } from "./secret";
import { resumeSession } from "./sessions";
import { signInWithPassword } from "./sign-in-password";
import { newTotpSecret } from "./totp";
import { updatePerson } from "./update-person";

const PASSWORD = "seven green bottles";
let test: TestDatabase;
let now: Date;
beforeAll(async () => {
	test = await createTestDatabase();
});
afterAll(() => test.drop());
beforeEach(async () => {
	now = new Date("2026-03-01T08:00:00Z");
	await test.db.session.deleteMany();
	await test.db.localCredential.deleteMany();
	await test.db.passwordGuard.deleteMany();
	await test.db.person.deleteMany({ where: { login: { not: null } } });
	await createLocalPerson(admin(), { login: "Kim", name: "Kim Lee", role: "admin", password: PASSWORD });
});

/** Locks are kept by the database's clock: they are made older. */
const age = (ms: number) => test.db.$executeRaw`UPDATE "PasswordGuard" SET
	"lockedUntil" = "lockedUntil" - ${ms} * interval '1 millisecond',
	"updatedAt" = "updatedAt" - ${ms} * interval '1 millisecond'`;
const admin = () => testContext(test.db, SYSTEM, () => now);
const signIn = (input: Record<string, string>) =>
	signInWithPassword({ ctx: testContext(test.db, { kind: "visitor" }, () => now), userAgent: "Test" }, input);
/** The reason a sign-in was refused with, or "in". */
const outcome = (input: Record<string, string>) =>
	signIn(input).then(
		() => "in",
		(error) => error.details.reason ?? error.code,
	);
const verbs = async () =>
	(await test.db.auditEvent.findMany({ orderBy: { seq: "desc" }, take: 3 })).map(({ verb }) => verb);

describe("a password", () => {
	it("opens a session in its person's name, in any spelling of the login, and is audited", async () => {
		const { token, id } = await signIn({ login: " KIM ", password: PASSWORD });
		const found = await resumeSession(test.db, token, now, { rotate: false });
		expect(found?.actor).toMatchObject({ name: "Kim Lee", role: "admin", verified: true });
		const [row] = await test.db.auditEvent.findMany({ orderBy: { seq: "desc" }, take: 1 });
		expect(row).toMatchObject({ verb: "sessions.open", targetId: id, actorName: "Kim Lee" });
	});

	it("is kept as argon2id only", async () => {
		const { passwordHash } = await test.db.localCredential.findFirstOrThrow();
		expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
	});

	it("is rejected with the same message whether it is wrong, the login is unknown, or the person is disabled", async () => {
		const refusal = (login: string, password = PASSWORD) =>
			signIn({ login, password }).catch((error) => [error.code, error.message, error.details, error.remedy]);
		const wrong = await refusal("kim", "not this one at all");
		expect(await refusal("nobody")).toEqual(wrong);
		await test.db.person.updateMany({ where: { login: "kim" }, data: { disabledAt: now } });
		expect(await refusal("kim")).toEqual(wrong);
	});

	it("takes about as long for a login that nobody has", async () => {
		const time = async (login: string) => {
			const times: number[] = [];
			for (let round = 0; round < 4; round++) {
				// Work, not time: a busy machine makes either one wait.
				const began = process.cpuUsage();
				await outcome({ login, password: "not this one at all" });
				const { user, system } = process.cpuUsage(began);
				times.push(user + system);
			}
			return Math.min(...times);
		};
		await outcome({ login: "warm", password: "up" });
		const unknown = await time("nobody");
		const known = await time("kim");
		expect(unknown).toBeGreaterThan(known * 0.5);
	});

	it.each(["kim", "nobody"])(
		"locks %s after five wrong ones, longer each time, then lets in",
		async (login) => {
			const wrong = { login, password: "not this one at all" };
			for (let round = 0; round < 5; round++) expect(await outcome(wrong)).toBe("wrong");
			expect(await outcome(wrong)).toBe("locked");
			expect(await outcome({ login, password: PASSWORD })).toBe("locked");
			await age(15_000);
			expect(await outcome(wrong)).toBe("locked");
			await age(16_000);
			expect(await outcome(wrong)).toBe("wrong");
			await age(31_000);
			expect(await outcome(wrong), "the second lock is longer").toBe("locked");
			await age(30_000);
			expect(await outcome({ login, password: PASSWORD })).toBe(login === "kim" ? "in" : "wrong");
			if (login === "kim") expect(await test.db.passwordGuard.count()).toBe(0);
		},
	);

	it("audits a lock", async () => {
		for (let round = 0; round < 5; round++) await outcome({ login: "kim", password: "wrong one" });
		expect((await verbs())[0]).toBe("sessions.lock");
	});

	it("counts simultaneous attempts", async () => {
		const guesses = Array.from({ length: 12 }, (_, n) =>
			outcome({ login: "kim", password: `guess number ${n}` }),
		);
		const outcomes = await Promise.all(guesses);
		expect(outcomes.filter((each) => each === "wrong")).toHaveLength(5);
		expect(outcomes.filter((each) => each === "locked")).toHaveLength(7);
	});
});

describe("a password set by another person", () => {
	it("signs nobody in before it is changed, and then only the new one does", async () => {
		const given = await resetPassword(admin(), { login: "kim" });
		const base = { login: "kim", password: given };
		expect(await outcome(base)).toBe("must_change");
		expect(await outcome({ ...base, newPassword: "short" })).toBe("invalid_input");
		expect(await outcome({ ...base, newPassword: given })).toBe("invalid_input");
		expect(await outcome({ ...base, newPassword: "kim likes green bottles" })).toBe("invalid_input");
		expect(await test.db.session.count()).toBe(0);
		expect(await outcome({ ...base, newPassword: "eight green bottles" })).toBe("in");
		expect(await verbs()).toEqual(["sessions.open", "people.password", "people.password"]);
		expect(await outcome(base)).toBe("wrong");
		expect(await outcome({ login: "kim", password: "eight green bottles" })).toBe("in");
	});

	it("ends the existing sessions", async () => {
		const { token } = await signIn({ login: "kim", password: PASSWORD });
		await resetPassword(admin(), { login: "kim" });
		expect(await resumeSession(test.db, token, now, { rotate: false })).toBeNull();
	});
});

describe("a second step", () => {
	let secret: string;
	const code = (ms = 0) =>
		new TOTP({ secret, algorithm: "SHA1", digits: 6, period: 30 }).generate({
			timestamp: now.getTime() + ms,
		});
	beforeEach(async () => {
		secret = newTotpSecret();
		await test.db.localCredential.updateMany({
			data: {
				totpSecret: secret,
				totpConfirmedAt: now,
				recoveryHashes: ["abcd2345efgh"].map((each) => Buffer.from(hashSecret(each))),
			},
		});
	});
	const kim = { login: "kim", password: PASSWORD };

	it("is requested only after the right password, and requesting it is not a failed attempt", async () => {
		expect(await outcome({ login: "kim", password: "not this one at all" })).toBe("wrong");
		for (let round = 0; round < 8; round++) expect(await outcome(kim)).toBe("code_needed");
	});

	it("accepts the current code and one step before or after, each once", async () => {
		expect(await outcome({ ...kim, code: code(-90_000) })).toBe("code_wrong");
		expect(await outcome({ ...kim, code: code(-30_000) })).toBe("in");
		expect(await outcome({ ...kim, code: code(-30_000) })).toBe("code_wrong");
		expect(await outcome({ ...kim, code: code() })).toBe("in");
		expect(await outcome({ ...kim, code: code(30_000) })).toBe("in");
		expect(await outcome({ ...kim, code: code() }), "older than one that was used").toBe("code_wrong");
		expect(await outcome({ ...kim, code: code(90_000) })).toBe("code_wrong");
	});

	it("accepts one code once when it is sent several times at once", async () => {
		const all = await Promise.all(Array.from({ length: 4 }, () => outcome({ ...kim, code: code() })));
		expect(all.filter((each) => each === "in")).toHaveLength(1);
	});

	it("locks after five wrong codes", async () => {
		for (let round = 0; round < 5; round++)
			expect(await outcome({ ...kim, code: "000000" })).toBe("code_wrong");
		expect(await outcome({ ...kim, code: code() })).toBe("locked");
	});

	it("accepts a recovery code once, however it is typed", async () => {
		expect(await outcome({ ...kim, code: "ABCD-2345 efgh" })).toBe("in");
		expect(await outcome({ ...kim, code: "abcd-2345-efgh" })).toBe("code_wrong");
	});
});

describe("people", () => {
	it("start with an administrator and always keep one", async () => {
		await test.db.localCredential.deleteMany();
		await test.db.person.deleteMany({ where: { login: { not: null } } });
		const add = (login: string, role: "viewer" | "admin") =>
			createLocalPerson(admin(), { login, name: login, role });
		await expect(add("vic", "viewer")).rejects.toMatchObject({ code: "conflict" });
		expect(await add("ada", "admin")).toMatchObject({ closedOpenMode: true });
		expect(await add("vic", "viewer")).toMatchObject({ closedOpenMode: false });
		await expect(add("Vic", "viewer")).rejects.toMatchObject({ code: "conflict" });
		const change = async (login: string, wanted: PersonChange) =>
			updatePerson(admin(), (await findLogin(test.db, login)).id, wanted);
		for (const wanted of [{ role: "lead" as const }, { disabled: true }]) {
			await expect(change("ada", wanted)).rejects.toMatchObject({ code: "conflict" });
		}
		await change("vic", { role: "admin" });
		await change("ada", { disabled: true });
		expect(await verbs()).toEqual(["people.update", "people.update", "people.add"]);
	});

	it("get passwords that must be changed", async () => {
		const { oneTimePassword } = await createLocalPerson(admin(), {
			login: "vic",
			name: "Vic",
			role: "viewer",
		});
		expect(oneTimePassword).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
		expect(await outcome({ login: "vic", password: oneTimePassword ?? "" })).toBe("must_change");
	});
});

describe("an address", () => {
	const from = (address: string, input: Record<string, string>) =>
		signInWithPassword(
			{ ctx: testContext(test.db, { kind: "visitor" }, () => now), userAgent: "Test", address },
			input,
		).then(
			() => "in",
			(error) => error.details?.reason ?? error.code,
		);
	/** As many at a time as the server works of one address. */
	const inLine = async (tries: (() => Promise<string>)[]) => {
		const outcomes: string[] = [];
		const work = async () => {
			for (let next = tries.shift(); next; next = tries.shift()) outcomes.push(await next());
		};
		await Promise.all(Array.from({ length: 32 }, work));
		return outcomes;
	};

	it("that tries many logins is blocked, others are not, and its budget recovers with time", async () => {
		const began = Date.now();
		const spray = await inLine(
			Array.from(
				{ length: 250 },
				(_, at) => () => from("192.0.2.1", { login: `person${at}`, password: "Winter 2026 again" }),
			),
		);
		// One more for each six seconds that it took.
		const most = 150 + Math.ceil((Date.now() - began) / 6_000);
		const wrong = spray.filter((each) => each === "wrong").length;
		expect(wrong).toBeGreaterThanOrEqual(150);
		expect(wrong).toBeLessThanOrEqual(most);
		expect(spray.filter((each) => each === "rate_limited")).toHaveLength(250 - wrong);
		expect(await from("192.0.2.2", { login: "kim", password: PASSWORD })).toBe("in");
		// However slow the machine is, the budget recovered since then is soon spent.
		let last = "";
		for (let count = 0; count < 20 && last !== "rate_limited"; count++) {
			last = await from("192.0.2.1", { login: "nobody", password: "Winter 2026 again" });
		}
		expect(last).toBe("rate_limited");
		await age(60_000);
		expect(await from("192.0.2.1", { login: "kim", password: PASSWORD })).toBe("in");
	});

	it("signs a person in during a burst, also from the same address", async () => {
		const wrong = (at: number) => () =>
			from("192.0.2.3", { login: `person${at}`, password: "Winter 2026 again" });
		const right = () => from("192.0.2.3", { login: "kim", password: PASSWORD });
		const burst = inLine([...Array.from({ length: 120 }, (_, at) => wrong(at)), right]);
		expect(await from("192.0.2.4", { login: "kim", password: PASSWORD })).toBe("in");
		const outcomes = await burst;
		expect(outcomes.filter((each) => each === "in")).toHaveLength(1);
		expect(outcomes.filter((each) => each === "wrong")).toHaveLength(120);
	});

	it("is charged for failures alone", async () => {
		for (let count = 0; count < 3; count++) {
			expect(await from("192.0.2.5", { login: "kim", password: PASSWORD })).toBe("in");
		}
		const spent = await test.db.passwordGuard.findMany({ where: { lockedUntil: { gt: new Date() } } });
		expect(spent).toEqual([]);
	});
});
