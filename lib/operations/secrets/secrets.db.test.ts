import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TOTP } from "otpauth";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { AppError } from "@/lib/core/errors";
import { checkSecrets } from "@/lib/operations/health/check-secrets";
import { startWork } from "@/lib/operations/startup/ground";
import { createWebhook } from "@/lib/outbound/webhooks/create";
import { rotateSecret } from "@/lib/outbound/webhooks/rotate";
import { newSecret, openSecret } from "@/lib/outbound/webhooks/secret";
import { reloadConfig } from "@/lib/platform/config/config";
import { type PersonActor, SYSTEM } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { toProblem } from "@/lib/platform/http/problem";
import { createLocalPerson } from "@/lib/platform/identity/create-local-person";
import { findLogin } from "@/lib/platform/identity/find-login";
import { beginAuthenticator, confirmAuthenticator } from "@/lib/platform/identity/own-authenticator";
import { resetPassword } from "@/lib/platform/identity/reset-password";
import { signInWithPassword } from "@/lib/platform/identity/sign-in-password";
import { newTotpSecret } from "@/lib/platform/identity/totp";
import { createShutdown } from "@/lib/platform/process/shutdown";
import { findSecretKeys, requireSecretKeys } from "@/lib/platform/secrets/keys";
import { stateOfSecrets } from "@/lib/platform/secrets/state";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, testContext } from "@/test/findings/fixtures";
import { runSecretsCommand } from "./command";
import { resealSecrets } from "./reseal";
import { rotateSecretKey } from "./rotate";

const PASSWORD = "seven green bottles";
let test: TestDatabase;
let ada: PersonActor;
let directory: string;
let clock: number;

beforeAll(async () => {
	test = await createTestDatabase();
	ada = await addPerson(test.db, "Ada", "admin");
});
afterAll(() => test.drop());
beforeEach(async () => {
	directory = mkdtempSync(join(tmpdir(), "afterclick-secrets-"));
	configure({});
	clock = Date.parse("2026-03-01T08:00:00Z");
	await test.db.webhook.deleteMany();
	await test.db.session.deleteMany();
	await test.db.localCredential.deleteMany();
	await test.db.passwordGuard.deleteMany();
	await test.db.person.deleteMany({ where: { login: { not: null } } });
	await createLocalPerson(as(SYSTEM), { login: "kim", name: "Kim", role: "admin", password: PASSWORD });
});
afterEach(() => {
	vi.unstubAllEnvs();
	reloadConfig();
	rmSync(directory, { recursive: true, force: true });
});

function configure(environment: Record<string, string>): void {
	const own = { SECRET_KEY: "", SECRET_KEY_PREVIOUS: "", WEBHOOK_SECRET_KEY: "", DATABASE_URL: "" };
	for (const [name, value] of Object.entries({ ...own, DATA_DIRECTORY: directory, ...environment })) {
		vi.stubEnv(name, value);
	}
	reloadConfig();
}

const as = (actor: Context["actor"]) => testContext(test.db, actor, () => new Date(clock));
const job = () => as(SYSTEM);
const newKey = () => randomBytes(32).toString("base64");
const file = () => join(directory, "secret.key");
const state = async () => stateOfSecrets(test.db, await findSecretKeys(), new Date(clock));
const health = () => checkSecrets(test.db, new Date(clock));

/** A code that was not used yet: each call is a minute later. */
function code(secret: string): string {
	clock += 60_000;
	return new TOTP({ secret, algorithm: "SHA1", digits: 6, period: 30 }).generate({ timestamp: clock });
}

async function pair(): Promise<{ secret: string; recoveryCodes: string[] }> {
	const person = await findLogin(test.db, "kim");
	const kim = as({ ...ada, id: person.id, name: person.name });
	const { secret } = await beginAuthenticator(kim, { password: PASSWORD });
	return { secret, ...(await confirmAuthenticator(kim, { code: code(secret) })) };
}

/** As an older version has stored it. */
async function pairPlainly(): Promise<string> {
	const secret = newTotpSecret();
	await test.db.localCredential.updateMany({
		data: { totpSecret: secret, totpConfirmedAt: new Date(clock) },
	});
	return secret;
}

const addHook = () =>
	createWebhook(as(ada), {
		name: "Receiver",
		url: "https://receiver.example/hook",
		shape: "json",
		events: ["finding.escalated"],
	});

async function opened(webhookId: string): Promise<string> {
	const { secret } = await test.db.webhook.findUniqueOrThrow({ where: { id: webhookId } });
	return openSecret(secret, webhookId, await findSecretKeys());
}

const visitor = () => ({ ctx: as({ kind: "visitor" }), userAgent: "Test" });
const signIn = (with_: { code?: string; password?: string; newPassword?: string }) =>
	signInWithPassword(visitor(), { login: "kim", password: PASSWORD, ...with_ }).then(
		() => "in",
		(error) => error.details?.reason ?? error.code,
	);

/** Everything that is stored in the two tables, as somebody who has stolen the database reads it. */
async function stolen(): Promise<string> {
	const rows = await test.db.$queryRaw<{ text: string }[]>`
		SELECT to_jsonb(c)::text AS text FROM "LocalCredential" c
		UNION ALL SELECT to_jsonb(w)::text FROM "Webhook" w`;
	return rows.map(({ text }) => text).join("\n");
}

const audited = async (verb: string) =>
	(await test.db.auditEvent.findMany({ where: { verb }, orderBy: { seq: "desc" }, take: 1 }))[0]?.after;

describe("without any setting", () => {
	it("secrets are stored encrypted with a key that the data directory keeps, and work", async () => {
		const { secret } = await pair();
		const hook = await addHook();
		const text = await stolen();
		expect(text).not.toContain(secret);
		expect(text).not.toContain(hook.secret.slice(6));
		expect(text).not.toMatch(/plain:|whsec_/);
		expect(text.match(/gcm2:[0-9a-f]{16}:/g)).toHaveLength(2);
		expect(statSync(file()).mode & 0o777).toBe(0o600);
		expect(hook.webhook.secretEncrypted).toBe(true);
		expect(await opened(hook.webhook.id)).toBe(hook.secret);
		expect(await signIn({ code: code(secret) })).toBe("in");
		expect(await signIn({ code: "000000" })).toBe("code_wrong");
	});

	it("a secret that is copied to another person's row lets nobody in", async () => {
		const { secret } = await pair();
		const kim = await test.db.localCredential.findFirstOrThrow();
		await createLocalPerson(as(SYSTEM), {
			login: "mallory",
			name: "Mallory",
			role: "viewer",
			password: PASSWORD,
		});
		const mallory = await findLogin(test.db, "mallory");
		await test.db.localCredential.update({
			where: { personId: mallory.id },
			data: { totpSecret: kim.totpSecret, totpConfirmedAt: new Date(clock) },
		});
		await expect(
			signInWithPassword(visitor(), { login: "mallory", password: PASSWORD, code: code(secret) }),
		).rejects.toMatchObject({ code: "not_configured" });
		expect(await state()).toMatchObject({ current: 1, lost: { authenticators: 1 }, missingKeys: [] });
		expect((await health()).says).toMatch(/^Can't open 1 authenticator secret: changed in the database/);
	});
});

describe("what an older version stored", () => {
	it("is encrypted at the next start, once, with a row in the audit, and goes on working", async () => {
		clock = Date.now();
		const secret = await pairPlainly();
		const { webhook } = await addHook();
		const [signing, before] = [newSecret(), newSecret()];
		await test.db.webhook.update({
			where: { id: webhook.id },
			data: {
				secret: `plain:${signing}`,
				previousSecret: `plain:${before}`,
				previousSecretUntil: new Date(clock + 3_600_000),
			},
		});
		expect(await health()).toMatchObject({ level: "warning", says: expect.stringContaining("3 stored") });
		expect(await signIn({ code: code(secret) })).toBe("in");
		const shutdown = createShutdown();
		await startWork(shutdown);
		await shutdown.run();
		const { id: keyId } = (await requireSecretKeys()).current;
		expect(await stolen()).not.toMatch(/plain:|whsec_/);
		expect(await stolen()).not.toContain(secret);
		expect(await audited("secrets.encrypt")).toEqual({ authenticators: 0, webhooks: 1, keyId });
		expect(await signIn({ code: code(secret) })).toBe("in");
		expect(await opened(webhook.id)).toBe(signing);
		const { previousSecret } = await test.db.webhook.findUniqueOrThrow({ where: { id: webhook.id } });
		expect(openSecret(String(previousSecret), webhook.id, await findSecretKeys())).toBe(before);
		expect(await health()).toMatchObject({ level: "ok" });
		expect(await resealSecrets(job())).toEqual({ keyId, authenticators: 0, webhooks: 0 });
	});

	it("is encrypted however many there are", async () => {
		const rows = Array.from({ length: 450 }, (_, at) => ({
			name: `Hook ${at}`,
			url: "https://receiver.example/hook",
			shape: "json" as const,
			events: ["finding.escalated"],
			secret: `plain:${newSecret()}`,
			createdByName: "Ada",
		}));
		await test.db.webhook.createMany({ data: rows });
		await test.db.webhook.updateMany({
			where: { name: "Hook 7" },
			data: { secret: "gcm2:0123456789abcdef:AAAA" },
		});
		expect(await resealSecrets(job())).toMatchObject({ webhooks: 449 });
		expect(await state()).toMatchObject({ current: 449, plain: 0, lost: { webhooks: 1 } });
	});

	it("isn't encrypted with a key that was made just now beside a database outside", async () => {
		const secret = await pairPlainly();
		configure({ DATABASE_URL: test.url });
		expect(await resealSecrets(job())).toMatchObject({ authenticators: 0 });
		expect(await stolen()).toContain(secret);
		expect(await health()).toMatchObject({
			level: "warning",
			remedy: expect.stringContaining("Set SECRET_KEY"),
		});
		// The directory has outlasted the process.
		expect(await resealSecrets(job())).toMatchObject({ authenticators: 1 });
		expect(await stolen()).not.toContain(secret);
	});
});

describe("a rotation", () => {
	it("of the file encrypts both kinds with a new key, and keeps the old one beside it", async () => {
		const { secret } = await pair();
		const hook = await addHook();
		const old = readFileSync(file(), "utf8");
		const before = await stolen();
		const rotated = await rotateSecretKey(job());
		expect(rotated).toMatchObject({ authenticators: 1, webhooks: 1 });
		expect(rotated.keyId).not.toBe(rotated.previousKeyId);
		expect(before).toContain(rotated.previousKeyId);
		expect(await stolen()).not.toContain(rotated.previousKeyId);
		expect(readFileSync(`${file()}.previous`, "utf8")).toBe(old);
		expect(await audited("secrets.rotate")).toEqual({ keyId: rotated.keyId });
		// Nothing needs the old key any more.
		rmSync(`${file()}.previous`);
		expect(await opened(hook.webhook.id)).toBe(hook.secret);
		expect(await signIn({ code: code(secret) })).toBe("in");
	});

	it("that is cut off after the new key was made is completed by the next start", async () => {
		const { secret } = await pair();
		const { current } = await requireSecretKeys();
		writeFileSync(`${file()}.previous`, `${current.bytes.toString("base64")}\n`);
		writeFileSync(file(), `${newKey()}\n`);
		expect(await signIn({ code: code(secret) })).toBe("in");
		expect(await health()).toMatchObject({ level: "warning" });
		expect(await resealSecrets(job())).toMatchObject({ authenticators: 1 });
		expect(await state()).toMatchObject({ current: 1, previous: 0 });
	});

	it("done twice at once loses nothing", async () => {
		const { secret } = await pair();
		const both = await Promise.allSettled([rotateSecretKey(job()), rotateSecretKey(job())]);
		expect(both.some(({ status }) => status === "fulfilled")).toBe(true);
		await resealSecrets(job());
		expect(await state()).toMatchObject({ current: 1, lost: { authenticators: 0 } });
		expect(await signIn({ code: code(secret) })).toBe("in");
	});

	it("of SECRET_KEY reads with the previous one and encrypts with the new one", async () => {
		const [first, second] = [newKey(), newKey()];
		configure({ SECRET_KEY: first });
		const { secret } = await pair();
		const hook = await addHook();
		expect(existsSync(file())).toBe(false);
		await expect(rotateSecretKey(job())).rejects.toMatchObject({ code: "conflict" });
		configure({ SECRET_KEY: second, SECRET_KEY_PREVIOUS: `${newKey()}, ${first}` });
		expect(await signIn({ code: code(secret) })).toBe("in");
		expect(await resealSecrets(job())).toMatchObject({ authenticators: 1, webhooks: 1 });
		configure({ SECRET_KEY: second });
		expect(await signIn({ code: code(secret) })).toBe("in");
		expect(await opened(hook.webhook.id)).toBe(hook.secret);
	});

	it("from WEBHOOK_SECRET_KEY or from the file to SECRET_KEY needs no more than the new setting", async () => {
		const { secret } = await pair(); // under the file's key
		const older = newKey();
		configure({ WEBHOOK_SECRET_KEY: older });
		const hook = await addHook();
		configure({ WEBHOOK_SECRET_KEY: older, SECRET_KEY: newKey() });
		expect(await state()).toMatchObject({ current: 0, previous: 2 });
		expect(await resealSecrets(job())).toMatchObject({ authenticators: 1, webhooks: 1 });
		rmSync(file());
		expect(await signIn({ code: code(secret) })).toBe("in");
		expect(await opened(hook.webhook.id)).toBe(hook.secret);
	});
});

describe("a key that is lost, or another replica's", () => {
	it("is named by Health, sign-in and the command, and what it encrypted is left as it is", async () => {
		configure({ SECRET_KEY: newKey() });
		const { secret } = await pair();
		await addHook();
		const missing = (await requireSecretKeys()).current.id;
		configure({ SECRET_KEY: newKey() });
		const before = await stolen();
		expect(await resealSecrets(job())).toMatchObject({ authenticators: 0, webhooks: 0 });
		expect(await stolen()).toBe(before);
		expect(await health()).toMatchObject({
			id: "secret-key",
			level: "failing",
			says: expect.stringContaining(
				`Can't open 1 authenticator secret and 1 webhook secret: encrypted with the key ${missing}`,
			),
			remedy: expect.stringContaining("Set SECRET_KEY to the same key on each replica"),
		});
		await expect(
			signInWithPassword(visitor(), { login: "kim", password: PASSWORD, code: code(secret) }),
		).rejects.toMatchObject({
			code: "not_configured",
			message: expect.stringContaining(`the key ${missing}`),
			remedy: expect.stringContaining("recovery code"),
		});
		const said: string[] = [];
		expect(await runSecretsCommand(["check"], (line) => said.push(line))).toBe(1);
		expect(said.join("\n")).toContain(`WARNING: Can't open 1 authenticator secret and 1 webhook secret`);
	});

	it("doesn't lock out: right codes aren't counted as wrong, and guesses of recovery codes are", async () => {
		const { secret } = await pair();
		rmSync(file());
		for (let round = 0; round < 8; round++) {
			expect(await signIn({ code: code(secret) })).toBe("not_configured");
		}
		for (let round = 0; round < 5; round++)
			expect(await signIn({ code: "abcd-abcd-abcd" })).toBe("code_wrong");
		expect(await signIn({ code: "abcd-abcd-abcd" })).toBe("locked");
	});

	it("is shown with its file by Health alone where the file holds no key", async () => {
		const { secret } = await pair();
		const hook = await addHook();
		writeFileSync(file(), "not a key");
		const kim = as({ ...ada, id: (await findLogin(test.db, "kim")).id });
		const answers = [
			() => signInWithPassword(visitor(), { login: "kim", password: PASSWORD, code: code(secret) }),
			addHook,
			() => rotateSecret(as(ada), hook.webhook.id),
			async () => {
				await test.db.localCredential.updateMany({ data: { totpConfirmedAt: null } });
				await confirmAuthenticator(kim, { code: code(secret) });
			},
			() => beginAuthenticator(kim, { password: PASSWORD }),
		];
		for (const answer of answers) {
			const error = await answer().catch((thrown: unknown) => thrown);
			expect(error).toMatchObject({ code: "not_configured" });
			expect(JSON.stringify(toProblem(error, "request"))).not.toMatch(
				/secret\.key|afterclick-secrets-|\/tmp/,
			);
			expect(String((error as AppError).cause)).not.toBe("undefined");
		}
		expect((await health()).says).toContain(file());
	});

	it("is recovered from with a recovery code, or by an administrator, and with a rotated webhook", async () => {
		const { recoveryCodes } = await pair();
		const hook = await addHook();
		rmSync(file());
		await resealSecrets(job());
		expect(await signIn({ code: String(recoveryCodes[0]) })).toBe("in");
		const given = await resetPassword(as(ada), { login: "kim", withoutCode: true });
		expect(await signIn({ password: given, newPassword: PASSWORD })).toBe("in");
		const rotated = await rotateSecret(as(ada), hook.webhook.id);
		expect(rotated.webhook.overlapUntil).toBeNull();
		expect(await opened(hook.webhook.id)).toBe(rotated.secret);
		const { secret } = await pair();
		expect(await signIn({ code: code(secret) })).toBe("in");
		expect(await health()).toMatchObject({ level: "ok" });
	});

	it("asks for a new pairing where one had begun", async () => {
		const person = await findLogin(test.db, "kim");
		const kim = as({ ...ada, id: person.id, name: person.name });
		const { secret } = await beginAuthenticator(kim, { password: PASSWORD });
		rmSync(file());
		await expect(confirmAuthenticator(kim, { code: code(secret) })).rejects.toMatchObject({
			code: "not_configured",
			remedy: "Set up the authenticator app again.",
		});
		await pair();
	});

	it("found again is copied back, and everything opens", async () => {
		const { secret } = await pair();
		const copy = readFileSync(file(), "utf8");
		rmSync(file());
		await resealSecrets(job());
		expect(await signIn({ code: code(secret) })).toBe("not_configured");
		configure({ SECRET_KEY_PREVIOUS: copy.trim() });
		expect(await resealSecrets(job())).toMatchObject({ authenticators: 1 });
		configure({});
		expect(await signIn({ code: code(secret) })).toBe("in");
	});

	it("whose file holds something else is said so in Health, and passwords alone still sign in", async () => {
		writeFileSync(file(), "not a key\n");
		await expect(resealSecrets(job())).rejects.toMatchObject({ code: "not_configured" });
		expect(await health()).toMatchObject({
			level: "failing",
			says: `${file()} contains no key: expected 32 bytes in base64.`,
		});
		expect(await signIn({})).toBe("in");
	});
});

describe("the command", () => {
	it("counts, rotates, and says how it is used", async () => {
		const { secret } = await pair();
		const said: string[] = [];
		const run = async (...words: string[]) => {
			said.length = 0;
			return runSecretsCommand(words, (line) => said.push(line));
		};
		expect(await run("check")).toBe(0);
		expect(said[0]).toMatch(/^The key is [0-9a-f]{16} \(.*secret\.key\)\.$/);
		expect(said[1]).toBe(
			"Stored: 1 authenticator secret. 1 encrypted with the key, 0 with an earlier one, 0 not encrypted.",
		);
		expect(await run("rotate")).toBe(0);
		expect(said.join("\n")).toContain("Encrypted 1 authenticator secret with it.");
		expect(await signIn({ code: code(secret) })).toBe("in");
		await expect(run("turn")).rejects.toMatchObject({
			code: "invalid_input",
			message: expect.stringContaining("npm run secrets -- rotate"),
		});
	});
});
