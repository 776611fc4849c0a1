import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { childEnvironment, config, publishDatabaseUrl, reloadConfig } from "./config";

const url = "postgresql://somebody:secret@db.example:5432/afterclick";

beforeEach(() => {
	vi.stubEnv("DATABASE_URL", "");
	vi.stubEnv("DATA_DIRECTORY", "");
	reloadConfig();
});
afterEach(() => {
	vi.unstubAllEnvs();
	publishDatabaseUrl(undefined);
	reloadConfig();
});

describe("config", () => {
	it("has a default for everything", () => {
		expect(config()).toMatchObject({
			databaseUrl: undefined,
			databaseIsExternal: false,
			dataDirectory: resolve(".data"),
			workspaceDirectory: resolve(".data/workspace"),
			port: 3000,
			host: "127.0.0.1",
			allowedHosts: [],
			sentinelWorkspaceId: undefined,
		});
	});

	it("reads what is set, on first use", () => {
		vi.stubEnv("DATABASE_URL", url);
		vi.stubEnv("DATA_DIRECTORY", "/srv/afterclick");
		vi.stubEnv("PORT", "8080");
		vi.stubEnv("ALLOWED_HOSTS", "Desk.example, other.example");
		vi.stubEnv("SENTINEL_WORKSPACE_ID", "1F0E8C1A-5D3B-4C9E-9A57-0C6F2F5B7D11");
		expect(config()).toMatchObject({
			databaseUrl: url,
			databaseIsExternal: true,
			dataDirectory: "/srv/afterclick",
			workspaceDirectory: "/srv/afterclick/workspace",
			port: 8080,
			allowedHosts: ["desk.example", "other.example"],
			sentinelWorkspaceId: "1f0e8c1a-5d3b-4c9e-9a57-0c6f2f5b7d11",
		});
	});

	describe("from files", () => {
		let directory: string;
		const file = (name: string, text: string) => {
			const path = join(directory, name);
			writeFileSync(path, text);
			return path;
		};
		beforeEach(() => {
			directory = mkdtempSync(join(tmpdir(), "afterclick-config-"));
		});
		afterEach(() => rmSync(directory, { recursive: true }));

		it("reads any variable from the file that NAME_FILE names, without its final line end", () => {
			vi.stubEnv("DATABASE_URL_FILE", file("url", `${url}\n`));
			expect(config()).toMatchObject({ databaseUrl: url, databaseIsExternal: true });
		});

		it("hands a library's secret on, once, so that a child may inherit it", () => {
			vi.stubEnv("AZURE_CLIENT_SECRET", "");
			vi.stubEnv("AZURE_CLIENT_SECRET_FILE", file("secret", "s3cret\n"));
			config();
			reloadConfig();
			config();
			expect(childEnvironment()).toMatchObject({ AZURE_CLIENT_SECRET: "s3cret" });
			expect(childEnvironment()).not.toHaveProperty("AZURE_CLIENT_SECRET_FILE");
		});

		it("says what is wrong with a file, never what is in it", () => {
			vi.stubEnv("DATABASE_URL_FILE", join(directory, "absent"));
			expect(() => config()).toThrow(/DATABASE_URL_FILE: the file \S+absent cannot be read \(ENOENT\)/);
			vi.stubEnv("DATABASE_URL_FILE", file("empty", "\n"));
			expect(() => config()).toThrow(/DATABASE_URL_FILE: the file \S+empty is empty/);
			vi.stubEnv("DATABASE_URL_FILE", file("wrong", "mysql://u:hunter2@h/d"));
			expect(() => config()).toThrow(/^(?!.*hunter2).*DATABASE_URL: expected postgresql/);
			vi.stubEnv("DATABASE_URL", url);
			expect(() => config()).toThrow(/set either DATABASE_URL or DATABASE_URL_FILE/);
		});
	});

	it.each([
		["PORT", "http", "PORT: expected a whole number"],
		["PORT", "70000", "PORT: expected 0 to 65535"],
		["PORT", "3000.5", "PORT: expected a whole number"],
		[
			"DATABASE_URL",
			"mysql://u:secret@h/d",
			"DATABASE_URL: expected postgresql://user:password@host:5432/database",
		],
		["SENTINEL_WORKSPACE_ID", "my workspace", "SENTINEL_WORKSPACE_ID: expected a GUID"],
		["LOG_LEVEL", "loud", "LOG_LEVEL: expected trace"],
		["SKIP_SEED_RUN", "maybe", "SKIP_SEED_RUN: expected 1 or 0"],
		["NODE_ENV", "staging", "NODE_ENV: expected development, production or test"],
	])("names a wrong %s without repeating its value", (name, value, message) => {
		vi.stubEnv(name, value);
		expect(config).toThrow(expect.objectContaining({ code: "not_configured" }));
		expect(config).toThrow(message);
		expect(config).not.toThrow("secret");
	});

	it("gives the published server before the configured one, and still tells that one was configured", () => {
		publishDatabaseUrl("postgresql://embedded@127.0.0.1/afterclick");
		expect(config().databaseUrl).toBe("postgresql://embedded@127.0.0.1/afterclick");
		expect(config().databaseIsExternal).toBe(false);
		publishDatabaseUrl(undefined);
		expect(config().databaseUrl).toBeUndefined();
	});

	it("hands a child the environment without what was taken out", () => {
		vi.stubEnv("PGPORT", "1");
		const env = childEnvironment({ PGPORT: undefined, TZ: "UTC" });
		expect("PGPORT" in env).toBe(false);
		expect(env.TZ).toBe("UTC");
	});
});

describe("the sign-in provider", () => {
	const set = (values: Record<string, string>) => {
		for (const [name, value] of Object.entries(values)) vi.stubEnv(name, value);
	};
	const whole = {
		PUBLIC_URL: "https://Desk.example/",
		OIDC_ISSUER: "https://login.example/tenant",
		OIDC_CLIENT_ID: "desk",
		OIDC_ROLES: "Desk.Lead=lead, a=b=viewer",
	};

	it("is read as a whole, and the public name is answered to", () => {
		set(whole);
		expect(config()).toMatchObject({
			publicUrl: "https://desk.example",
			allowedHosts: ["desk.example"],
			oidc: { issuer: whole.OIDC_ISSUER, clientSecret: undefined, roleClaims: ["roles", "groups"] },
		});
		expect([...(config().oidc?.roles ?? [])]).toEqual([
			["Desk.Lead", "lead"],
			["a=b", "viewer"],
		]);
	});

	it.each([
		[{ OIDC_ROLES: "" }, "OIDC_ROLES: sign-in needs it as well"],
		[{ PUBLIC_URL: "" }, "PUBLIC_URL: sign-in needs it as well"],
		[{ OIDC_ROLES: "Desk.Lead=boss" }, "OIDC_ROLES: expected value=viewer|analyst|lead|admin"],
		[{ OIDC_ISSUER: "http://login.example" }, "OIDC_ISSUER: expected an https address"],
		[
			{ OIDC_ISSUER: "https://login.microsoftonline.com/common/v2.0" },
			"OIDC_ISSUER: expected the issuer of one tenant",
		],
	])("is refused by the variable that is wrong: %j", (values, message) => {
		set({ ...whole, ...values });
		expect(() => config()).toThrow(message);
	});

	it("may be http on loopback, where nobody listens in", () => {
		set({ ...whole, OIDC_ISSUER: "http://127.0.0.1:4000" });
		expect(config().oidc?.issuer).toBe("http://127.0.0.1:4000");
	});
});
