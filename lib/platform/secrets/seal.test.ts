import { createCipheriv, randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Key, keyOf, readKeyFile, replaceKeyFile, requireKeyFile } from "./key-file";
import { isSealed, keyIdOf, type Owner, seal, unseal } from "./seal";

const newKey = (): Key => keyOf(randomBytes(32), "secret", "a test");
const [key, other] = [newKey(), newKey()];
const keys = { current: key, previous: [] };
const owner: Owner = { table: "LocalCredential", id: "a" };

describe("a sealed secret", () => {
	it("opens with its key, isn't readable, and is never the same twice", () => {
		fc.assert(
			fc.property(fc.string(), fc.uuid(), (secret, id) => {
				const sealed = seal(secret, { table: "Webhook", id }, key);
				expect(unseal(sealed, { table: "Webhook", id }, keys)).toBe(secret);
				expect(seal(secret, { table: "Webhook", id }, key)).not.toBe(sealed);
				expect(sealed).toMatch(/^gcm2:[0-9a-f]{16}:[A-Za-z0-9+/]+=*$/);
				expect(isSealed(sealed)).toBe(true);
			}),
		);
	});

	it("opens with an earlier key, whose id is in it", () => {
		const sealed = seal("JBSWY3DP", owner, other);
		expect(keyIdOf(sealed)).toBe(other.id);
		expect(unseal(sealed, owner, { current: key, previous: [newKey(), other] })).toBe("JBSWY3DP");
	});

	it("names the key it needs when that one isn't here, and the one that is", () => {
		const sealed = seal("JBSWY3DP", owner, other);
		expect(() => unseal(sealed, owner, keys)).toThrow(
			`It is encrypted with the key ${other.id}; the one here is ${key.id}.`,
		);
		expect(() => unseal(sealed, owner, { current: undefined, previous: [] })).toThrow(
			`It is encrypted with the key ${other.id}; there is none here.`,
		);
	});

	it("opens in no other row and no other table", () => {
		const sealed = seal("JBSWY3DP", owner, key);
		for (const elsewhere of [
			{ table: "LocalCredential", id: "b" },
			{ table: "Webhook", id: "a" },
		] as const) {
			expect(() => unseal(sealed, elsewhere, keys)).toThrow("belongs to another row");
		}
	});

	it("doesn't open when any part of it was changed or cut off", () => {
		const sealed = seal("JBSWY3DP", owner, key);
		const [form, id, content] = sealed.split(":") as [string, string, string];
		const bytes = Buffer.from(content, "base64");
		for (let at = 0; at < bytes.length; at++) {
			const changed = Buffer.from(bytes);
			changed[at] = (changed[at] ?? 0) ^ 1;
			const stored = `${form}:${id}:${changed.toString("base64")}`;
			expect(() => unseal(stored, owner, keys)).toThrow(/changed/);
		}
		for (const stored of [`${form}:${id}:`, `${form}:${id}:AAAA`, form + id, "gcm2:", "gcm1:", "gcm1:AAAA"]) {
			if (isSealed(stored)) expect(() => unseal(stored, owner, keys), stored).toThrow(/changed|isn't here/);
		}
	});
});

describe("a secret of an older version", () => {
	it("opens as it is", () => {
		expect(unseal("JBSWY3DP", owner, keys)).toBe("JBSWY3DP");
		expect(unseal("plain:whsec_x", { table: "Webhook", id: "a" }, keys)).toBe("whsec_x");
	});

	it("that was encrypted before keys had ids opens with whichever key it was", () => {
		const nonce = randomBytes(12);
		const cipher = createCipheriv("aes-256-gcm", other.bytes, nonce);
		cipher.setAAD(Buffer.from("a"));
		const text = Buffer.concat([cipher.update("whsec_x", "utf8"), cipher.final()]);
		const stored = `gcm1:${Buffer.concat([nonce, cipher.getAuthTag(), text]).toString("base64")}`;
		const of: Owner = { table: "Webhook", id: "a" };
		expect(unseal(stored, of, { current: key, previous: [other] })).toBe("whsec_x");
		expect(() => unseal(stored, of, keys)).toThrow("a key that isn't here");
		expect(() => unseal(stored, { ...of, id: "b" }, { current: other, previous: [] })).toThrow();
		expect(keyIdOf(stored)).toBeNull();
	});
});

describe("a key's file", () => {
	let directory: string;
	let file: string;
	beforeEach(() => {
		directory = mkdtempSync(join(tmpdir(), "afterclick-key-"));
		file = join(directory, "data", "secret.key");
	});
	afterEach(() => rmSync(directory, { recursive: true, force: true }));

	it("is created once, however many ask at once, readable by its owner only", async () => {
		const all = await Promise.all(Array.from({ length: 8 }, () => requireKeyFile(file, "secret")));
		expect(new Set(all.map((each) => each.key.id)).size).toBe(1);
		expect(all.filter(({ made }) => made)).toHaveLength(1);
		expect(statSync(file).mode & 0o777).toBe(0o600);
		expect(readdirSync(join(directory, "data"))).toEqual(["secret.key"]);
		expect((await readKeyFile(file, "secret"))?.id).toBe(all[0]?.key.id);
	});

	it("is replaced, with the previous one beside it", async () => {
		const { key: first } = await requireKeyFile(file, "secret");
		const next = await replaceKeyFile(file, `${file}.previous`, first, "secret");
		expect(next.id).not.toBe(first.id);
		expect((await readKeyFile(file, "secret"))?.id).toBe(next.id);
		expect((await readKeyFile(`${file}.previous`, "secret"))?.id).toBe(first.id);
		expect(statSync(file).mode & 0o777).toBe(0o600);
		expect(statSync(`${file}.previous`).mode & 0o777).toBe(0o600);
	});

	it("that holds something else is named, and isn't replaced", async () => {
		const broken = join(directory, "secret.key");
		writeFileSync(broken, "not a key\n");
		await expect(requireKeyFile(broken, "secret")).rejects.toMatchObject({
			code: "not_configured",
			message: `${broken} contains no key: expected 32 bytes in base64.`,
		});
		expect(readFileSync(broken, "utf8")).toBe("not a key\n");
	});
});
