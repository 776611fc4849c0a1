import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TOTP } from "otpauth";
import { afterAll, afterEach, beforeAll, beforeEach, vi } from "vitest";
import { checkSecrets } from "@/lib/operations/health/check-secrets";
import { createWebhook } from "@/lib/outbound/webhooks/create";
import { openSecret } from "@/lib/outbound/webhooks/secret";
import { reloadConfig } from "@/lib/platform/config/config";
import { type PersonActor, SYSTEM } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { createLocalPerson } from "@/lib/platform/identity/create-local-person";
import { findLogin } from "@/lib/platform/identity/find-login";
import { beginAuthenticator, confirmAuthenticator } from "@/lib/platform/identity/own-authenticator";
import { signInWithPassword } from "@/lib/platform/identity/sign-in-password";
import { newTotpSecret } from "@/lib/platform/identity/totp";
import { findSecretKeys } from "@/lib/platform/secrets/keys";
import { stateOfSecrets } from "@/lib/platform/secrets/state";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, testContext } from "@/test/findings/fixtures";

export const PASSWORD = "seven green bottles";
export let test: TestDatabase;
export let ada: PersonActor;
export let directory: string;

/** What time it is, in milliseconds since 1970. */
export const clock = { ms: 0 };

/** A database, a person with a password, and a data directory of its own for each test of a file. */
export function setUpSecrets(): void {
	beforeAll(async () => {
		test = await createTestDatabase();
		ada = await addPerson(test.db, "Ada", "admin");
	});
	afterAll(() => test.drop());
	beforeEach(async () => {
		directory = mkdtempSync(join(tmpdir(), "afterclick-secrets-"));
		configure({});
		clock.ms = Date.parse("2026-03-01T08:00:00Z");
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
}

export function configure(environment: Record<string, string>): void {
	const own = { SECRET_KEY: "", SECRET_KEY_PREVIOUS: "", WEBHOOK_SECRET_KEY: "", DATABASE_URL: "" };
	for (const [name, value] of Object.entries({ ...own, DATA_DIRECTORY: directory, ...environment })) {
		vi.stubEnv(name, value);
	}
	reloadConfig();
}

export const as = (actor: Context["actor"]) => testContext(test.db, actor, () => new Date(clock.ms));
export const job = () => as(SYSTEM);
export const newKey = () => randomBytes(32).toString("base64");
export const file = () => join(directory, "secret.key");
export const state = async () => stateOfSecrets(test.db, await findSecretKeys(), new Date(clock.ms));
export const health = () => checkSecrets(test.db, new Date(clock.ms));

/** A code that was not used yet: each call is a minute later. */
export function code(secret: string): string {
	clock.ms += 60_000;
	return new TOTP({ secret, algorithm: "SHA1", digits: 6, period: 30 }).generate({ timestamp: clock.ms });
}

export async function pair(): Promise<{ secret: string; recoveryCodes: string[] }> {
	const person = await findLogin(test.db, "kim");
	const kim = as({ ...ada, id: person.id, name: person.name });
	const { secret } = await beginAuthenticator(kim, { password: PASSWORD });
	return { secret, ...(await confirmAuthenticator(kim, { code: code(secret) })) };
}

/** As an older version has stored it. */
export async function pairPlainly(): Promise<string> {
	const secret = newTotpSecret();
	await test.db.localCredential.updateMany({
		data: { totpSecret: secret, totpConfirmedAt: new Date(clock.ms) },
	});
	return secret;
}

export const addHook = () =>
	createWebhook(as(ada), {
		name: "Receiver",
		url: "https://receiver.example/hook",
		shape: "json",
		events: ["finding.escalated"],
	});

export async function opened(webhookId: string): Promise<string> {
	const { secret } = await test.db.webhook.findUniqueOrThrow({ where: { id: webhookId } });
	return openSecret(secret, webhookId, await findSecretKeys());
}

export const visitor = () => ({ ctx: as({ kind: "visitor" }), userAgent: "Test" });
export const signIn = (with_: { code?: string; password?: string; newPassword?: string }) =>
	signInWithPassword(visitor(), { login: "kim", password: PASSWORD, ...with_ }).then(
		() => "in",
		(error) => error.details?.reason ?? error.code,
	);

/** Everything stored in the two tables, as a person with a stolen database reads it. */
export async function stolen(): Promise<string> {
	const rows = await test.db.$queryRaw<{ text: string }[]>`
		SELECT to_jsonb(c)::text AS text FROM "LocalCredential" c
		UNION ALL SELECT to_jsonb(w)::text FROM "Webhook" w`;
	return rows.map(({ text }) => text).join("\n");
}

export const audited = async (verb: string) =>
	(await test.db.auditEvent.findMany({ where: { verb }, orderBy: { seq: "desc" }, take: 1 }))[0]?.after;
