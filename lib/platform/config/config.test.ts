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
			sentinel: [],
		});
	});

	it("reads the settings on first use", () => {
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
			sentinel: [{ workspaceId: "1f0e8c1a-5d3b-4c9e-9a57-0c6f2f5b7d11" }],
		});
	});

	it("accepts the key of stored secrets by its older name, which then opens what it encrypted", () => {
		const [key, older, oldest] = [1, 2, 3].map((byte) => Buffer.alloc(32, byte).toString("base64"));
		expect(config()).toMatchObject({ secretKey: undefined, previousSecretKeys: [] });
		vi.stubEnv("WEBHOOK_SECRET_KEY", older);
		reloadConfig();
		expect(config()).toMatchObject({ secretKey: older, previousSecretKeys: [] });
		vi.stubEnv("SECRET_KEY", key);
		vi.stubEnv("SECRET_KEY_PREVIOUS", ` ${oldest} ,`);
		reloadConfig();
		expect(config()).toMatchObject({ secretKey: key, previousSecretKeys: [oldest, older] });
		vi.stubEnv("SECRET_KEY_PREVIOUS", `${oldest},short`);
		reloadConfig();
		expect(() => config()).toThrow("SECRET_KEY_PREVIOUS: expected keys of 32 bytes in base64");
	});

	it("refuses a .env that a merge left unresolved, naming its lines", async () => {
		const directory = mkdtempSync(join(tmpdir(), "afterclick-env-"));
		const lines = ["PORT=8081", `${"<".repeat(7)} HEAD`, "PORT=8082", `${">".repeat(7)} main`];
		writeFileSync(join(directory, ".env"), lines.join("\n"));
		vi.spyOn(process, "cwd").mockReturnValue(directory);
		vi.resetModules();
		try {
			const fresh = await import("./config");
			expect(() => fresh.config()).toThrow(/\.env line 2: .*; \.env line 4: /);
		} finally {
			vi.restoreAllMocks();
			rmSync(directory, { recursive: true });
		}
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

		it("passes a library's secret on once, so that a child process can inherit it", () => {
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

	it("prefers the published server to the configured one, and still says that one was configured", () => {
		publishDatabaseUrl("postgresql://embedded@127.0.0.1/afterclick");
		expect(config().databaseUrl).toBe("postgresql://embedded@127.0.0.1/afterclick");
		expect(config().databaseIsExternal).toBe(false);
		publishDatabaseUrl(undefined);
		expect(config().databaseUrl).toBeUndefined();
	});

	it("gives a child process the environment without what was removed", () => {
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

	it("is read as a whole, and the public name is an allowed host", () => {
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
	])("is rejected with the name of the invalid variable: %j", (values, message) => {
		set({ ...whole, ...values });
		expect(() => config()).toThrow(message);
	});

	it("can be http on loopback", () => {
		set({ ...whole, OIDC_ISSUER: "http://127.0.0.1:4000" });
		expect(config().oidc?.issuer).toBe("http://127.0.0.1:4000");
	});
});

describe("several workspaces", () => {
	const first = "1f0e8c1a-5d3b-4c9e-9a57-0c6f2f5b7d11";
	const second = "2f0e8c1a-5d3b-4c9e-9a57-0c6f2f5b7d22";
	let directory: string;
	beforeEach(() => {
		directory = mkdtempSync(join(tmpdir(), "afterclick-workspaces-"));
		vi.stubEnv("SENTINEL_WORKSPACE_ID", "");
	});
	afterEach(() => rmSync(directory, { recursive: true }));

	it("are read from a file, with the variables as defaults", () => {
		const secret = join(directory, "secret");
		writeFileSync(secret, "s3cret\n");
		const list = join(directory, "workspaces.yaml");
		writeFileSync(
			list,
			`- workspaceId: ${first.toUpperCase()}
  name: Contoso
- workspaceId: ${second}
  name: Fabrikam
  cloud: usgov
  credential: client-secret
  tenantId: fabrikam
  clientId: desk
  clientSecretFile: ${secret}
`,
		);
		vi.stubEnv("SENTINEL_WORKSPACES_FILE", list);
		vi.stubEnv("SENTINEL_ENDPOINT", "https://proxy.example");
		vi.stubEnv("SENTINEL_CREDENTIAL", "managed-identity");
		expect(config().sentinel).toMatchObject([
			{
				workspaceId: first,
				name: "Contoso",
				credential: { kind: "managed-identity" },
				endpoint: "https://proxy.example",
			},
			{
				workspaceId: second,
				name: "Fabrikam",
				credential: { kind: "client-secret", tenantId: "fabrikam", clientId: "desk", secret: "s3cret" },
				endpoint: "https://api.loganalytics.us",
				authorityHost: "https://login.microsoftonline.us",
			},
		]);
	});

	it("can be in the variable itself, as JSON", () => {
		vi.stubEnv("SENTINEL_WORKSPACES", JSON.stringify([{ workspaceId: first, name: "Contoso" }]));
		expect(config().sentinel).toMatchObject([{ workspaceId: first, name: "Contoso" }]);
	});

	it.each([
		["[", "SENTINEL_WORKSPACES, line 1: Flow sequence"],
		["name: Contoso", "SENTINEL_WORKSPACES: expected a list of workspaces"],
		["[]", "SENTINEL_WORKSPACES: expected a list of workspaces"],
		["- Contoso", "workspace 1 (line 1): expected workspaceId, name"],
		[`- workspaceId: ${first}`, "workspace 1 (line 1): name: is missing"],
		[`- workspaceId: ${first}\n  name: ""`, "workspace 1 (line 1): name: is empty"],
		["- workspaceId: x\n  name: a", "workspace 1 (line 1): workspaceId: expected a GUID"],
		[
			`- workspaceId: ${first}\n  name: a\n  color: red`,
			"workspace 1 (line 1): color: there is no such setting",
		],
		[
			`- workspaceId: ${first}\n  name: a\n- workspaceId: ${first}\n  name: b`,
			`workspace 2 (line 3): ${first} is there twice`,
		],
		[
			`- workspaceId: ${first}\n  name: a\n  credential: client-secret\n  clientId: c`,
			"workspace 1 (line 1): tenantId: SENTINEL_CREDENTIAL=client-secret needs it",
		],
		[
			`- workspaceId: ${first}\n  name: a\n  clientSecretFile: /absent`,
			"workspace 1 (line 1): clientSecretFile: the file /absent cannot be read (ENOENT)",
		],
	])("name the place of an error: %j", (text, message) => {
		vi.stubEnv("SENTINEL_WORKSPACES", text);
		expect(() => config()).toThrow(expect.objectContaining({ code: "not_configured" }));
		expect(() => config()).toThrow(message);
	});

	it("do not use one app's secret for another", () => {
		vi.stubEnv("AZURE_CLIENT_ID", "one");
		vi.stubEnv("AZURE_TENANT_ID", "t");
		vi.stubEnv("AZURE_CLIENT_SECRET", "of one");
		vi.stubEnv(
			"SENTINEL_WORKSPACES",
			`- {workspaceId: ${first}, name: a, credential: client-secret, clientId: other}`,
		);
		expect(() => config()).toThrow("clientSecretFile: SENTINEL_CREDENTIAL=client-secret needs it");
	});

	it("can be set in one place only", () => {
		vi.stubEnv("SENTINEL_WORKSPACE_ID", first);
		vi.stubEnv("SENTINEL_WORKSPACES", "[]");
		expect(() => config()).toThrow("set either SENTINEL_WORKSPACE_ID or SENTINEL_WORKSPACES");
	});
});
