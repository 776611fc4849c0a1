import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { AppError } from "@/lib/core/errors";
import { rotateSecret } from "@/lib/outbound/webhooks/rotate";
import { toProblem } from "@/lib/platform/http/problem";
import { findLogin } from "@/lib/platform/identity/find-login";
import { beginAuthenticator, confirmAuthenticator } from "@/lib/platform/identity/own-authenticator";
import { resetPassword } from "@/lib/platform/identity/reset-password";
import { signInWithPassword } from "@/lib/platform/identity/sign-in-password";
import { requireSecretKeys } from "@/lib/platform/secrets/keys";
import {
	ada,
	addHook,
	as,
	code,
	configure,
	file,
	health,
	job,
	newKey,
	opened,
	PASSWORD,
	pair,
	setUpSecrets,
	signIn,
	stolen,
	test,
	visitor,
} from "@/test/secrets/rig";
import { runSecretsCommand } from "./command";
import { resealSecrets } from "./reseal";

setUpSecrets();

describe("a key that is lost, or another replica's", () => {
	it("is named by Health, sign-in and the command, and the encrypted data stays unchanged", async () => {
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

	it("is shown with its file only in Health where the file holds no key", async () => {
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

	it("can be recovered from with a recovery code, by an administrator, and by rotating the webhook's secret", async () => {
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

	it("requires a new pairing where one had started", async () => {
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

	it("found again and copied back, opens everything", async () => {
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

	it("whose file holds something else is reported in Health, and passwords alone still sign in", async () => {
		writeFileSync(file(), "not a key\n");
		await expect(resealSecrets(job())).rejects.toMatchObject({ code: "not_configured" });
		expect(await health()).toMatchObject({
			level: "failing",
			says: `${file()} contains no key: expected 32 bytes in base64.`,
		});
		expect(await signIn({})).toBe("in");
	});
});
