/** A person who is being locked out stays out, whatever they had in progress. */
import { TOTP } from "otpauth";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { reloadConfig } from "@/lib/platform/config/config";
import { type Actor, type PersonActor, SYSTEM } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import type { Transaction } from "@/lib/platform/db/client";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { waitForLock } from "@/test/db/wait-for-lock";
import { testContext } from "@/test/findings/fixtures";
import { tokenActor } from "./api-tokens";
import { changeOwnPassword } from "./change-own-password";
import { createLocalPerson } from "./create-local-person";
import { createToken } from "./create-token";
import { linkPerson } from "./link-person";
import { LOCAL_ADMINISTRATOR } from "./local-administrator";
import { beginAuthenticator, confirmAuthenticator, removeAuthenticator } from "./own-authenticator";
import { resetPassword } from "./reset-password";
import { revokeToken } from "./revoke-token";
import { openSession, resumeSession } from "./sessions";
import { signInWithPassword } from "./sign-in-password";
import { signOutPerson } from "./sign-out-person";
import { updatePerson } from "./update-person";
import { personActor } from "./visit";

const OLD = "seven green bottles";
const NEW = "nine yellow bottles";
let test: TestDatabase;
let kim: Context;
let ada: Context;
beforeAll(async () => {
	test = await createTestDatabase();
});
afterAll(() => test.drop());
beforeEach(async () => {
	await test.db.apiToken.deleteMany();
	await test.db.session.deleteMany();
	await test.db.localCredential.deleteMany();
	await test.db.passwordGuard.deleteMany();
	await test.db.person.deleteMany({ where: { login: { not: null } } });
	ada = await signedIn("ada");
	kim = await signedIn("kim");
});
afterEach(() => {
	vi.unstubAllEnvs();
	reloadConfig();
});

const as = (actor: Actor) => testContext(test.db, actor);

/** An administrator with a password and a session. */
async function signedIn(login: string): Promise<Context> {
	const { id } = await createLocalPerson(as(SYSTEM), { login, name: login, role: "admin", password: OLD });
	const person = await test.db.person.findUniqueOrThrow({ where: { id } });
	const session = await test.db.$transaction((tx) =>
		openSession(tx, new Date(), { personId: id, method: "password", userAgent: null }),
	);
	return { ...as(personActor(person)), sessionId: session.id };
}

const idOf = (ctx: Context) => (ctx.actor as PersonActor).id;
const signIn = (input: Record<string, string>) =>
	signInWithPassword({ ctx: as({ kind: "visitor" }), userAgent: null }, input);
const outcome = (input: Record<string, string>) =>
	signIn(input).then(
		() => "in",
		(error) => error.details?.reason ?? error.code,
	);
const tomorrow = () => new Date(Date.now() + 24 * 3_600_000).toISOString();

/** A verb's context whose changes belong to a transaction that is open already. */
function inside(tx: Transaction, ctx: Context = as(SYSTEM)): Context {
	const db = new Proxy(test.db, {
		get: (target, name) =>
			name === "$transaction"
				? (work: (inner: Transaction) => Promise<unknown>) => work(tx)
				: Reflect.get(target, name),
	});
	return { ...ctx, db };
}

/**
 * Lets `work` check its credentials and wait for Kim's row, locks Kim out with `lockOut`, then lets it continue.
 * @returns the outcome of the work
 */
async function overtaken<T>(work: () => Promise<T>, lockOut: (ctx: Context) => Promise<unknown>) {
	let working: Promise<PromiseSettledResult<T>[]> | undefined;
	await test.db.$transaction(async (tx) => {
		await tx.$executeRaw`SELECT 1 FROM "Person" WHERE "id" = ${idOf(kim)}::uuid FOR UPDATE`;
		await tx.$executeRaw`SELECT 1 FROM "LocalCredential" WHERE "personId" = ${idOf(kim)}::uuid FOR UPDATE`;
		working = Promise.allSettled([work()]);
		await Promise.race([waitForLock(test.db), working]);
		await lockOut(inside(tx));
	});
	const [result] = (await working) ?? [];
	return result?.status === "fulfilled"
		? { done: true, error: null }
		: { done: false, error: result?.reason as unknown };
}

const reset = (ctx: Context) => resetPassword(ctx, { login: "kim" });
const disable = (ctx: Context) => updatePerson(ctx, idOf(kim), { disabled: true });
const enable = () => updatePerson(ada, idOf(kim), { disabled: false });
const lockOuts = [
	["an administrator resets the password", reset],
	["an administrator disables the person", disable],
	["an administrator signs the person out", (ctx: Context) => signOutPerson(ctx, idOf(kim))],
] as const;

describe("a sign-in in progress", () => {
	it("with the old password opens no session once the password is reset", async () => {
		const { done, error } = await overtaken(() => signIn({ login: "kim", password: OLD }), reset);
		expect(done).toBe(false);
		expect(error).toMatchObject({ code: "unauthenticated", details: { reason: "wrong" } });
		expect(await test.db.session.count({ where: { personId: idOf(kim), revokedAt: null } })).toBe(0);
	});

	it("opens no session that works again when the person is enabled again", async () => {
		await overtaken(() => signIn({ login: "kim", password: OLD }), disable);
		await enable();
		expect(await test.db.session.count({ where: { personId: idOf(kim), revokedAt: null } })).toBe(0);
		expect(await outcome({ login: "kim", password: OLD })).toBe("in");
	});

	it("does not overwrite a password that was reset in the meantime", async () => {
		const first = await resetPassword(as(SYSTEM), { login: "kim" });
		let second = "";
		await overtaken(
			() => signIn({ login: "kim", password: first, newPassword: NEW }),
			async (ctx) => {
				second = await reset(ctx);
			},
		);
		expect(await outcome({ login: "kim", password: NEW })).toBe("wrong");
		expect(await outcome({ login: "kim", password: second })).toBe("must_change");
	});

	it("requires the code of an authenticator app that was activated in the meantime", async () => {
		const { done } = await overtaken(
			() => signIn({ login: "kim", password: OLD }),
			async ({ db }) => {
				await db.$transaction((tx) =>
					tx.localCredential.update({
						where: { personId: idOf(kim) },
						data: { totpSecret: "JBSWY3DPEHPK3PXP", totpConfirmedAt: new Date() },
					}),
				);
			},
		);
		expect(done).toBe(false);
	});
});

describe("a person's own password change in progress", () => {
	it.each(lockOuts)("changes nothing once %s", async (_, lockOut) => {
		const before = await test.db.localCredential.findUniqueOrThrow({ where: { personId: idOf(kim) } });
		const { done } = await overtaken(
			() => changeOwnPassword(kim, { password: OLD, newPassword: NEW }),
			lockOut,
		);
		expect(done).toBe(false);
		await enable();
		expect(await outcome({ login: "kim", password: NEW })).toBe("wrong");
		const { mustChange, passwordHash } = await test.db.localCredential.findUniqueOrThrow({
			where: { personId: idOf(kim) },
		});
		expect(mustChange).toBe(lockOut === reset);
		expect(passwordHash === before.passwordHash).toBe(lockOut !== reset);
	});
});

describe("an authenticator app", () => {
	const code = (secret: string) => new TOTP({ secret, algorithm: "SHA1", digits: 6, period: 30 }).generate();
	const totp = () =>
		test.db.localCredential.findUniqueOrThrow({
			where: { personId: idOf(kim) },
			select: { totpSecret: true, totpConfirmedAt: true },
		});

	it.each(lockOuts)("is not paired once %s", async (_, lockOut) => {
		const { done } = await overtaken(() => beginAuthenticator(kim, { password: OLD }), lockOut);
		expect(done).toBe(false);
		expect(await totp()).toEqual({ totpSecret: null, totpConfirmedAt: null });
	});

	it.each(lockOuts)("is not activated once %s", async (_, lockOut) => {
		const { secret } = await beginAuthenticator(kim, { password: OLD });
		const { done } = await overtaken(() => confirmAuthenticator(kim, { code: code(secret) }), lockOut);
		expect(done).toBe(false);
		expect((await totp()).totpConfirmedAt).toBeNull();
	});

	it.each(lockOuts)("is not removed once %s", async (_, lockOut) => {
		const { secret } = await beginAuthenticator(kim, { password: OLD });
		await confirmAuthenticator(kim, { code: code(secret) });
		const { done } = await overtaken(() => removeAuthenticator(kim, { password: OLD }), lockOut);
		expect(done).toBe(false);
		expect((await totp()).totpConfirmedAt).not.toBeNull();
	});

	it("that is still being paired is dropped when the password changes", async () => {
		await beginAuthenticator(kim, { password: OLD });
		await resetPassword(as(SYSTEM), { login: "kim" });
		expect((await totp()).totpSecret).toBeNull();
	});
});

describe("an API token", () => {
	it.each(lockOuts)("is not created once %s", async (_, lockOut) => {
		const made = await overtaken(
			() => createToken(kim, { kind: "personal", name: "script", expiresAt: tomorrow() }),
			lockOut,
		);
		expect(made.done).toBe(false);
		await enable();
		expect(await test.db.apiToken.count({ where: { personId: idOf(kim), revokedAt: null } })).toBe(0);
	});

	it("created before a reset ends with it", async () => {
		const { secret } = await createToken(kim, { kind: "personal", name: "script", expiresAt: tomorrow() });
		await resetPassword(ada, { login: "kim" });
		expect(await tokenActor(test.db, secret, new Date())).toBeNull();
	});
});

describe("an administrator", () => {
	const withProvider = () => {
		vi.stubEnv("OIDC_ISSUER", "https://login.example.test");
		vi.stubEnv("OIDC_CLIENT_ID", "desk");
		vi.stubEnv("OIDC_CLIENT_SECRET", "secret");
		vi.stubEnv("OIDC_ROLES", "Desk.Admin=admin");
		vi.stubEnv("PUBLIC_URL", "http://localhost:3000");
		reloadConfig();
	};
	const disabled = () => test.db.person.count({ where: { disabledAt: { not: null } } });

	it("one of two who disable each other at once stays enabled, with a provider too", async () => {
		withProvider();
		const outcomes = await Promise.allSettled([
			updatePerson(ada, idOf(kim), { disabled: true }),
			updatePerson(kim, idOf(ada), { disabled: true }),
		]);
		expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
		expect(await disabled()).toBe(1);
	});

	const verbs: Record<string, (other: Context) => Promise<unknown>> = {
		"add a person": () => createLocalPerson(kim, { login: "puppet", name: "Puppet", role: "admin" }),
		"change a person": (other) => updatePerson(kim, idOf(other), { role: "viewer" }),
		"reset a password": () => resetPassword(kim, { login: "other" }),
		"sign a person out": (other) => signOutPerson(kim, idOf(other)),
		"link a name": async (other) => {
			const { id } = await test.db.person.create({ data: { name: "A name" } });
			return await linkPerson(kim, id, { to: idOf(other) });
		},
		"make a service's token": () =>
			createToken(kim, { kind: "service", role: "admin", name: "puppet", expiresAt: tomorrow() }),
		"end a token": async (other) => {
			const { token } = await createToken(other, { kind: "personal", name: "script", expiresAt: tomorrow() });
			return await revokeToken(kim, token.id);
		},
	};
	const since: Record<string, [(ctx: Context) => Promise<unknown>, string]> = {
		disabled: [disable, "unauthenticated"],
		"signed out": [(ctx) => signOutPerson(ctx, idOf(kim)), "unauthenticated"],
		"made an analyst": [(ctx) => updatePerson(ctx, idOf(kim), { role: "analyst" }), "forbidden"],
		"limited to a workspace": [(ctx) => updatePerson(ctx, idOf(kim), { workspaces: ["local"] }), "forbidden"],
	};
	const cases = Object.keys(verbs).flatMap((verb) => Object.keys(since).map((what) => [verb, what] as const));

	it.each(cases)("can't %s once they are %s, also when it started before", async (verb, what) => {
		await test.db.workspace.upsert({
			where: { id: "local" },
			create: { id: "local", kind: "local", name: "Local" },
			update: {},
		});
		const other = await signedIn("other");
		const [lockOut, code] = since[what] ?? [];
		await lockOut?.(as(SYSTEM));
		await expect(verbs[verb]?.(other)).rejects.toMatchObject({ code });
		expect(await test.db.person.findUnique({ where: { id: idOf(other) } })).toMatchObject({
			role: "admin",
			disabledAt: null,
		});
	});
});

it("the local administrator can do nothing more once a person can sign in", async () => {
	await expect(
		createLocalPerson(as(LOCAL_ADMINISTRATOR), { login: "puppet", name: "Puppet", role: "admin" }),
	).rejects.toMatchObject({ code: "unauthenticated" });
});

it("an accepted session stays when nobody is locked out", async () => {
	const { token } = await signIn({ login: "kim", password: OLD });
	expect(await resumeSession(test.db, token, new Date(), { rotate: false })).not.toBeNull();
});
