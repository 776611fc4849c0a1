import { createHmac, randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keyOf } from "@/lib/platform/secrets/key-file";
import { newSecret, openSecret, sealSecret, signature } from "./secret";

const newKey = () => keyOf(randomBytes(32), "secret", "a test");
const key = newKey();

describe("a sealed secret", () => {
	it("opens only with its key and for its webhook, and is not readable", () => {
		const secret = newSecret();
		const sealed = sealSecret(secret, "a", key);
		expect(sealed).not.toContain(secret.slice(6));
		expect(openSecret(sealed, "a", { current: key, previous: [] })).toBe(secret);
		for (const [id, other] of [
			["b", key],
			["a", newKey()],
			["a", undefined],
		] as const) {
			expect(() => openSecret(sealed, id, { current: other, previous: [] })).toThrow(/cannot be decrypted/);
		}
	});
	it("stored before there was a key still opens", () => {
		expect(openSecret("plain:whsec_x", "a", { current: key, previous: [] })).toBe("whsec_x");
	});
});

describe("signature", () => {
	it("matches Standard Webhooks' own example", () => {
		// https://github.com/standard-webhooks/standard-webhooks: the libraries' test vector
		expect(
			signature(
				["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
				"msg_p5jXN8AQM9LWM0D4loKWxJek",
				1614265330,
				'{"test": 2432232314}',
			),
		).toBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
	});
	it("has one part for each secret, each over id, time and body", () => {
		fc.assert(
			fc.property(fc.string(), fc.nat(), (body, time) => {
				const secrets = [newSecret(), newSecret()];
				const parts = signature(secrets, "id", time, body).split(" ");
				expect(parts).toEqual(
					secrets.map(
						(secret) =>
							`v1,${createHmac("sha256", Buffer.from(secret.slice(6), "base64"))
								.update(`id.${time}.${body}`)
								.digest("base64")}`,
					),
				);
			}),
		);
	});
});
