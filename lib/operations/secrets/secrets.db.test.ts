import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { startWork } from "@/lib/operations/startup/ground";
import { newSecret, openSecret } from "@/lib/outbound/webhooks/secret";
import { SYSTEM } from "@/lib/platform/context/actor";
import { createLocalPerson } from "@/lib/platform/identity/create-local-person";
import { findLogin } from "@/lib/platform/identity/find-login";
import { signInWithPassword } from "@/lib/platform/identity/sign-in-password";
import { createShutdown } from "@/lib/platform/process/shutdown";
import { findSecretKeys, requireSecretKeys } from "@/lib/platform/secrets/keys";
import {
	addHook,
	as,
	audited,
	clock,
	code,
	configure,
	file,
	health,
	job,
	newKey,
	opened,
	PASSWORD,
	pair,
	pairPlainly,
	setUpSecrets,
	signIn,
	state,
	stolen,
	test,
	visitor,
} from "@/test/secrets/rig";
import { runSecretsCommand } from "./command";
import { resealSecrets } from "./reseal";
import { rotateSecretKey } from "./rotate";

setUpSecrets();

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

	it("a secret copied to another person's row signs nobody in", async () => {
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
			data: { totpSecret: kim.totpSecret, totpConfirmedAt: new Date(clock.ms) },
		});
		await expect(
			signInWithPassword(visitor(), { login: "mallory", password: PASSWORD, code: code(secret) }),
		).rejects.toMatchObject({ code: "not_configured" });
		expect(await state()).toMatchObject({ current: 1, lost: { authenticators: 1 }, missingKeys: [] });
		expect((await health()).says).toMatch(/^Can't open 1 authenticator secret: changed in the database/);
	});
});

describe("a secret stored by an older version", () => {
	it("is encrypted once at the next start, with a row in the audit, and keeps working", async () => {
		clock.ms = Date.now();
		const secret = await pairPlainly();
		const { webhook } = await addHook();
		const [signing, before] = [newSecret(), newSecret()];
		await test.db.webhook.update({
			where: { id: webhook.id },
			data: {
				secret: `plain:${signing}`,
				previousSecret: `plain:${before}`,
				previousSecretUntil: new Date(clock.ms + 3_600_000),
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

	it("is encrypted, however many there are", async () => {
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

	it("isn't encrypted with a newly created key when the database is external", async () => {
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

	it("that is interrupted after the new key was created is completed by the next start", async () => {
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

describe("the command", () => {
	it("counts, rotates, and prints its usage", async () => {
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
