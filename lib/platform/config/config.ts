/**
 * The only reader of `process.env`. Everything else asks `config()`.
 *
 * Values are read on first use, not on import, so that a script or a test can set the environment first.
 * A `.env` file in the working directory is loaded before that; what is already set wins over the file.
 * Every variable NAME can also be given as NAME_FILE, the path of a file that holds the value: a secret then is
 * neither in the process list's environment nor in a compose file.
 */
import { existsSync, readFileSync } from "node:fs";
import { delimiter, isAbsolute, join, resolve } from "node:path";
import ipaddr from "ipaddr.js";
import { z } from "zod";
import { conflictLines } from "@/lib/core/conflict-markers";
import { AppError } from "@/lib/core/errors";
import { ROLES, type Role } from "@/lib/core/roles";
import { isLoopback } from "@/lib/platform/config/host";
import { readSyslogTarget, type SyslogTarget } from "@/lib/platform/config/syslog-target";
import { readWorkspaceList, WORKSPACE_FIELDS, withInherited } from "@/lib/platform/config/workspace-list";

/** A variable that is set but empty (as in `DATABASE_URL=` of a copied .env) counts as unset. */
const unset = (value: unknown) => (typeof value === "string" && value.trim() === "" ? undefined : value);
const optional = <T extends z.ZodType>(type: T) => z.preprocess(unset, type.optional());
const or = <T extends z.ZodType>(type: T, fallback: z.input<T>) =>
	z.preprocess((value) => unset(value) ?? fallback, type);

const integer = (min: number, max: number) =>
	z.coerce
		.number("expected a whole number")
		.int("expected a whole number")
		.min(min, `expected ${min} to ${max}`)
		.max(max, `expected ${min} to ${max}`);
const text = z.string().trim().min(1);
const flag = z
	.enum(["1", "0", "true", "false", "yes", "no"], "expected 1 or 0")
	.transform((value) => value === "1" || value === "true" || value === "yes");
const guid = z
	.string()
	.trim()
	.regex(
		/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
		"expected a GUID such as 1f0e8c1a-5d3b-4c9e-9a57-0c6f2f5b7d11",
	)
	.transform((value) => value.toLowerCase());
const postgresUrl = z
	.string()
	.trim()
	.refine((value) => {
		try {
			return ["postgres:", "postgresql:"].includes(new URL(value).protocol);
		} catch {
			return false;
		}
	}, "expected postgresql://user:password@host:5432/database");
/** `Value of the claim=role, …`, as in `Afterclick.Lead=lead,1f0e8c1a-5d3b-4c9e-9a57-0c6f2f5b7d11=analyst`. */
const roleMap = z.string().transform((value, ctx) => {
	const roles = new Map<string, Role>();
	for (const entry of value.split(",").map((part) => part.trim())) {
		if (entry === "") continue;
		const at = entry.lastIndexOf("=");
		const role = ROLES.find((name) => name === entry.slice(at + 1).trim());
		if (at < 1 || role === undefined) {
			ctx.addIssue({ code: "custom", message: `expected value=${ROLES.join("|")}, got “${entry}”` });
			return z.NEVER;
		}
		roles.set(entry.slice(0, at).trim(), role);
	}
	return roles;
});
/** The origin people open the app at. */
const origin = z
	.string()
	.trim()
	.refine(
		(value) => URL.canParse(value) && /^https?:\/\/[^/?#@]+\/?$/.test(value),
		"expected an origin such as https://desk.example",
	)
	.transform((value) => new URL(value).origin);
const hostList = z.string().transform((value) =>
	value
		.split(",")
		.map((host) => host.trim().toLowerCase())
		.filter(Boolean),
);

/** Networks in CIDR notation, such as 10.20.0.0/16; the mask is needed, so that a typo does not open a /0. */
const networkList = z.string().transform((value, ctx) =>
	value
		.split(",")
		.map((network) => network.trim())
		.filter(Boolean)
		.filter((network) => {
			if (ipaddr.isValidCIDR(network)) return true;
			ctx.addIssue({ code: "custom", message: `expected networks such as 10.20.0.0/16, not ${network}` });
			return false;
		}),
);
const key256 = z
	.string()
	.trim()
	.refine((value) => Buffer.from(value, "base64").length === 32, "expected 32 bytes in base64");
/** Keys with commas between them. */
const keyList = z.string().transform((value, ctx) =>
	value
		.split(",")
		.map((key) => key.trim())
		.filter(Boolean)
		.filter((key) => {
			if (key256.safeParse(key).success) return true;
			ctx.addIssue({
				code: "custom",
				message: "expected keys of 32 bytes in base64, with commas between them",
			});
			return false;
		}),
);
const httpsOrigin = z
	.string()
	.trim()
	.refine(
		(value) => URL.canParse(value) && /^https:\/\/[^/?#@]+\/?$/.test(value),
		"expected an origin such as https://api.loganalytics.io",
	)
	.transform((value) => new URL(value).origin);

const syslogTarget = z.string().transform((value, ctx) => {
	const target = readSyslogTarget(value.trim());
	if (target !== undefined) return target;
	ctx.addIssue({ code: "custom", message: "expected udp://host:514, tcp://host:514 or tls://host:6514" });
	return z.NEVER;
});

/** Of a resource group or a workspace: what Azure allows in both. */
const resourceName = z
	.string()
	.trim()
	.regex(/^[\p{L}\p{N}_.()-]{1,90}$/u, "expected the name of an Azure resource");

/**
 * Where each of Azure's clouds signs in and answers queries; a token is asked for by the address of the query API.
 * Source: "Endpoints" of the Azure Monitor query client library, and of the Azure Identity one.
 */
const CLOUDS = {
	public: {
		authorityHost: "https://login.microsoftonline.com",
		endpoint: "https://api.loganalytics.io",
		management: "https://management.azure.com",
	},
	usgov: {
		authorityHost: "https://login.microsoftonline.us",
		endpoint: "https://api.loganalytics.us",
		management: "https://management.usgovcloudapi.net",
	},
	china: {
		authorityHost: "https://login.chinacloudapi.cn",
		endpoint: "https://api.loganalytics.azure.cn",
		management: "https://management.chinacloudapi.cn",
	},
} as const;
const CLOUD_NAMES = Object.keys(CLOUDS) as (keyof typeof CLOUDS)[];
const CREDENTIAL_KINDS = [
	"default",
	"client-secret",
	"client-certificate",
	"managed-identity",
	"workload-identity",
] as const;

const environment = z.object({
	NODE_ENV: or(
		z.enum(["development", "production", "test"], { error: "expected development, production or test" }),
		"development",
	),
	DATABASE_URL: optional(postgresUrl),
	DATABASE_POOL_SIZE: or(integer(1, 200), 10),
	DATA_DIRECTORY: or(text, ".data"),
	DISK_RESERVE_MB: or(integer(0, 1_048_576), 64),
	WORKSPACE_DIRECTORY: optional(text),
	HUNTS_DIRECTORY: or(text, "hunts"),
	PORT: or(integer(0, 65535), 3000),
	LISTEN_HOST: or(text, "127.0.0.1"),
	ALLOWED_HOSTS: or(hostList, ""),
	PUBLIC_URL: optional(origin),
	TRUSTED_PROXIES: or(networkList, ""),
	SHUTDOWN_DELAY_SECONDS: or(integer(0, 300), 0),
	OIDC_ISSUER: optional(z.url("expected the provider's issuer address")),
	OIDC_CLIENT_ID: optional(text),
	OIDC_CLIENT_SECRET: optional(text),
	OIDC_SCOPES: or(text, "openid profile email"),
	OIDC_ROLE_CLAIMS: or(text, "roles groups"),
	OIDC_ROLES: or(roleMap, ""),
	RATE_LIMIT_READS: or(integer(0, 1_000_000_000), 3_000),
	RATE_LIMIT_WRITES: or(integer(0, 1_000_000_000), 1_200),
	HANDOVER_ACKNOWLEDGE_MINUTES: or(integer(0, 10_080), 30),
	WEBHOOK_ALLOWED_HOSTS: or(hostList, ""),
	WEBHOOK_ALLOWED_NETWORKS: or(networkList, ""),
	WEBHOOK_ATTEMPTS: or(integer(1, 20), 11),
	SECRET_KEY: optional(key256),
	SECRET_KEY_PREVIOUS: or(keyList, ""),
	WEBHOOK_SECRET_KEY: optional(key256),
	BACKUP_KEY: optional(key256),
	AUDIT_ANCHOR_FILE: optional(text),
	AUDIT_SYSLOG: optional(syslogTarget),
	AUDIT_SYSLOG_CA_FILE: optional(text),
	AUDIT_TSA_URL: optional(z.url({ protocol: /^https?$/, error: "expected https://tsa.example/tsr" })),
	AUDIT_TSA_CA_FILE: optional(text),
	SENTINEL_WORKSPACE_ID: optional(guid),
	SENTINEL_WORKSPACE_NAME: or(text, "Microsoft Sentinel"),
	SENTINEL_WORKSPACES: optional(text),
	TEST_CLOCK: optional(text),
	OTEL_EXPORTER_OTLP_ENDPOINT: optional(
		z.url({ protocol: /^https?$/, error: "expected http://collector:4318" }),
	),
	SENTINEL_CLOUD: or(z.enum(CLOUD_NAMES, `expected ${CLOUD_NAMES.join(", ")}`), "public"),
	SENTINEL_CREDENTIAL: or(z.enum(CREDENTIAL_KINDS, `expected ${CREDENTIAL_KINDS.join(", ")}`), "default"),
	SENTINEL_ENDPOINT: optional(httpsOrigin),
	SENTINEL_AUDIENCE: optional(httpsOrigin),
	SENTINEL_AUTHORITY_HOST: optional(httpsOrigin),
	SENTINEL_CA_FILE: optional(text),
	SENTINEL_QUERY_SECONDS: or(integer(1, 600), 300),
	SENTINEL_RETRY_SECONDS: or(integer(0, 3_600), 120),
	SENTINEL_INCIDENTS: or(flag, "0"),
	SENTINEL_SUBSCRIPTION_ID: optional(guid),
	SENTINEL_RESOURCE_GROUP: optional(resourceName),
	SENTINEL_RESOURCE_NAME: optional(resourceName),
	SENTINEL_MANAGEMENT_ENDPOINT: optional(httpsOrigin),
	AZURE_TENANT_ID: optional(text),
	AZURE_CLIENT_ID: optional(text),
	AZURE_CLIENT_SECRET: optional(text),
	AZURE_CLIENT_CERTIFICATE_PATH: optional(text),
	AZURE_CLIENT_CERTIFICATE_PASSWORD: optional(text),
	AZURE_FEDERATED_TOKEN_FILE: optional(text),
	LOG_LEVEL: or(
		z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"], {
			error: "expected trace, debug, info, warn, error, fatal or silent",
		}),
		"info",
	),
	KQL_TIMEOUT_SECONDS: or(integer(1, 600), 120),
	KQL_MEMORY_MB: or(integer(128, 1_048_576), 1024),
	CHROMIUM_PATH: optional(text),
	E2E_URL: optional(z.url()),
	CI: optional(z.string()),
	SKIP_SEED_RUN: or(flag, "0"),
	REBUILD: or(flag, "0"),
});

/** Secrets that a library reads from the environment itself: their files are read into it. */
const FOREIGN_SECRETS = [
	"AZURE_CLIENT_SECRET",
	"AZURE_CLIENT_CERTIFICATE_PASSWORD",
	"OTEL_EXPORTER_OTLP_HEADERS",
] as const;

/** Variables for tests and tools alone; .env.example leaves them out. */
const INTERNAL_VARIABLES = ["NODE_ENV", "TEST_CLOCK", "E2E_URL", "CI"] as const;

/** Every variable that a person may set. */
export const VARIABLES: readonly string[] = [
	...new Set([...Object.keys(environment.shape), ...FOREIGN_SECRETS]),
].filter((name) => !(INTERNAL_VARIABLES as readonly string[]).includes(name));

export interface Config {
	readonly mode: "development" | "production" | "test";
	/** Where PostgreSQL is: the published embedded server if there is one, else DATABASE_URL, else undefined. */
	readonly databaseUrl: string | undefined;
	/** True when a person configured a server of their own (DATABASE_URL), so none is embedded. */
	readonly databaseIsExternal: boolean;
	/** Connections of the process's Prisma pool. */
	readonly databasePoolSize: number;
	/** Absolute path; holds the embedded server, the local workspace, the lock and bench results. */
	readonly dataDirectory: string;
	/** Megabytes of the data directory's disk that stay free: below, writes are refused; 0 never refuses. */
	readonly diskReserveMb: number;
	/** Absolute path of the local workspace's table files. */
	readonly workspaceDirectory: string;
	/** Absolute path of the hunt catalogue. */
	readonly huntsDirectory: string;
	/** TCP port of the web server; 0 takes any free one. */
	readonly port: number;
	/** Address the web server binds to; loopback unless asked otherwise. */
	readonly host: string;
	/** Extra host names (lower case, without port) that a browser may use to reach the app; PUBLIC_URL's among them. */
	readonly allowedHosts: readonly string[];
	/** The origin people open the app at, as in https://desk.example; undefined: whatever loopback name they used. */
	readonly publicUrl: string | undefined;
	/** Networks of the proxies in front, whose X-Forwarded-For is believed. */
	readonly trustedProxies: readonly string[];
	/** Between saying "not ready" and taking no more requests, when asked to stop. */
	readonly shutdownDelaySeconds: number;
	/** The OpenID Connect provider people sign in at. */
	readonly oidc: OidcConfig | undefined;
	/** API requests a minute of one person, or of one address without a name, to this process; 0 is no limit. */
	readonly rateLimit: { readonly reads: number; readonly writes: number };
	/** Minutes after which leads are told that nobody has acknowledged a signed handover; 0: never. */
	readonly handovers: { readonly acknowledgeMinutes: number };
	readonly webhooks: {
		/** `host` or `host:port`: may be reached over plain http, on any port, at any address. */
		readonly allowedHosts: readonly string[];
		/** Networks whose addresses may be reached although they are not public. */
		readonly allowedNetworks: readonly string[];
		/** Attempts of one delivery before it is given up. */
		readonly attempts: number;
	};
	/** Encrypts stored secrets, 32 bytes in base64; undefined: the data directory holds a key of its own. */
	readonly secretKey: string | undefined;
	/** Earlier ones, which still open what they encrypted. */
	readonly previousSecretKeys: readonly string[];
	/** Signs backups, 32 bytes in base64; undefined: the data directory holds a key of its own. */
	readonly backupKey: string | undefined;
	/** Absolute path of the file that heads of the audit are noted in. */
	readonly auditAnchorFile: string;
	/** The syslog server that heads of the audit are sent to, and a PEM file to trust beside the usual ones. */
	readonly auditSyslog: { readonly target: SyslogTarget; readonly caFile: string | undefined } | undefined;
	/** The authority that stamps heads of the audit (RFC 3161), and a PEM file of the certificates to trust. */
	readonly auditTsa: { readonly url: string | undefined; readonly caFile: string | undefined };
	/** Base address of an OpenTelemetry collector (OTLP over HTTP); undefined means no telemetry. */
	readonly telemetryEndpoint: string | undefined;
	/** How each Sentinel workspace is reached, the default one first; none means the local workspace. */
	readonly sentinel: readonly SentinelConfig[];
	/** For tests only: the path of a file that holds what time it is. */
	readonly testClockFile: string | undefined;
	/** Seconds that a query to Sentinel may take, and that it may wait in all for being asked again. */
	readonly sentinelQuery: { readonly timeoutSeconds: number; readonly retrySeconds: number };
	readonly logLevel: "trace" | "debug" | "info" | "warn" | "error" | "fatal" | "silent";
	/** Limits of one query on the local workspace. */
	readonly localQuery: { readonly timeoutSeconds: number; readonly memoryMb: number };
	/** A Chromium for the browser tests and screenshots, when it is not where we look. */
	readonly chromiumPath: string | undefined;
	/** Where the app under test is; set by scripts/e2e.ts for Playwright. */
	readonly e2eUrl: string | undefined;
	readonly ci: boolean;
	/** Leave the sample workspace without its first hunt run (tests that want an empty queue). */
	readonly skipSeedRun: boolean;
	/** Build the production bundle even when the sources have not changed. */
	readonly rebuild: boolean;
}

export interface SentinelConfig {
	/** Lower-cased GUID. */
	readonly workspaceId: string;
	readonly name: string;
	readonly credential: SentinelCredential;
	/** Origin of Entra ID. */
	readonly authorityHost: string;
	/** True for one of Azure's own clouds; a host of another's cannot be looked up with Microsoft. */
	readonly knownAuthority: boolean;
	/** Origin of the query API. */
	readonly endpoint: string;
	/** What tokens are asked for, without `/.default`. */
	readonly audience: string;
	/** Absolute path of a PEM file with certificates to trust beside the usual ones. */
	readonly caFile: string | undefined;
	/** Where cases are pushed to as incidents; undefined: they are not. */
	readonly incidents?: IncidentsConfig | undefined;
}

/** The workspace as Azure Resource Manager knows it. */
export interface IncidentsConfig {
	readonly subscriptionId: string;
	readonly resourceGroup: string;
	readonly workspaceName: string;
	/** Origin of Azure Resource Manager. */
	readonly endpoint: string;
	/** What tokens are asked for, without `/.default`. */
	readonly audience: string;
}

/** Who asks. Whatever a kind leaves out, it does not need. */
export type SentinelCredential =
	| {
			readonly kind: "default";
			readonly tenantId?: string | undefined;
			readonly clientId?: string | undefined;
	  }
	| {
			readonly kind: "client-secret";
			readonly tenantId: string;
			readonly clientId: string;
			readonly secret: string;
	  }
	| {
			readonly kind: "client-certificate";
			readonly tenantId: string;
			readonly clientId: string;
			/** Absolute path of a PEM file with certificate and key. */
			readonly path: string;
			readonly password: string | undefined;
	  }
	| { readonly kind: "managed-identity"; readonly clientId?: string | undefined }
	| {
			readonly kind: "workload-identity";
			readonly tenantId: string;
			readonly clientId: string;
			readonly tokenFile: string;
	  };

export interface OidcConfig {
	readonly issuer: string;
	readonly clientId: string;
	/** Undefined for a public client, which PKCE alone protects. */
	readonly clientSecret: string | undefined;
	/** Space-separated. */
	readonly scopes: string;
	/** Claims of the ID token that hold app roles or groups, in the order they are looked at. */
	readonly roleClaims: readonly string[];
	/** Which role a value of these claims gives; a person gets the highest. Nobody else may sign in. */
	readonly roles: ReadonlyMap<string, Role>;
}

/** Next bundles this module a second time in the same process; a registered symbol is what the copies share. */
const published = Symbol.for("afterclick.databaseUrl");
type Shared = { [published]?: string };

let current: Config | undefined;
let envFileLoaded = false;

/**
 * The validated configuration.
 * @throws AppError `not_configured` naming every variable that is wrong and what was expected.
 */
export function config(): Config {
	current ??= read();
	const url = (globalThis as Shared)[published];
	return url === undefined || url === current.databaseUrl ? current : { ...current, databaseUrl: url };
}

/** Forgets what was read, so the next `config()` sees the environment as it is now. */
export function reloadConfig(): void {
	current = undefined;
}

/** Tells every copy of this module in the process where the embedded server listens; undefined takes it back. */
export function publishDatabaseUrl(url: string | undefined): void {
	const shared = globalThis as Shared;
	if (url === undefined) delete shared[published];
	else shared[published] = url;
}

/**
 * Next and React choose their build by NODE_ENV, so this must be called before either is imported. Also keeps
 * Next from reporting how it is used: this process talks to nobody it was not told to.
 */
export function setMode(mode: Config["mode"]): void {
	Object.assign(process.env, { NODE_ENV: mode, NEXT_TELEMETRY_DISABLED: "1" });
	reloadConfig();
}

/** Directories that hold programs, in the order they are searched. */
export function programDirectories(): string[] {
	return (process.env.PATH ?? "").split(delimiter).filter(Boolean);
}

/** The environment for a child process of ours: the present one, changed by `overrides` (undefined removes). */
export function childEnvironment(overrides: Record<string, string | undefined> = {}): NodeJS.ProcessEnv {
	const env: Record<string, string | undefined> = { ...process.env, ...overrides };
	for (const [name, value] of Object.entries(env)) if (value === undefined) delete env[name];
	return env as NodeJS.ProcessEnv;
}

/** Of this process's environment, the variables named alone: for programs that need none of its secrets. */
export function allowedEnvironment(names: readonly string[]): NodeJS.ProcessEnv {
	const picked = names.flatMap((name) =>
		process.env[name] === undefined ? [] : [[name, process.env[name]]],
	);
	return Object.fromEntries(picked) as NodeJS.ProcessEnv;
}

function loadEnvFile(): void {
	if (envFileLoaded) return;
	const file = resolve(".env");
	const lines = existsSync(file) ? conflictLines(readFileSync(file, "utf8")) : [];
	if (lines.length > 0) {
		throw misconfigured(
			lines.map((line) => ({ field: `.env line ${line}`, message: "is a conflict marker of a merge" })),
		);
	}
	envFileLoaded = true;
	if (existsSync(file)) process.loadEnvFile(file);
}

interface Place {
	readonly field: string;
	readonly message: string;
}

/** What stands in the files that NAME_FILE variables name, and what is wrong with them. */
function readFiles(names: readonly string[]): { values: Record<string, string>; places: Place[] } {
	const values: Record<string, string> = {};
	const places: Place[] = [];
	for (const name of names) {
		const field = `${name}_FILE`;
		const file = process.env[field]?.trim();
		if (!file) continue;
		if (process.env[name]?.trim()) {
			places.push({ field, message: `set either ${name} or ${field}` });
			continue;
		}
		try {
			const value = readFileSync(file, "utf8").trim();
			if (value === "") places.push({ field, message: `the file ${file} is empty` });
			else values[name] = value;
		} catch (error) {
			places.push({
				field,
				message: `the file ${file} cannot be read (${(error as NodeJS.ErrnoException).code})`,
			});
		}
	}
	return { values, places };
}

/** The variable of the file goes with it, or a child process and Next's copy of this module would find both set. */
function giveToLibraries(values: Readonly<Record<string, string>>): void {
	for (const [name, value] of Object.entries(values)) {
		process.env[name] = value;
		delete process.env[`${name}_FILE`];
	}
}

function read(): Config {
	loadEnvFile();
	const own = readFiles(Object.keys(environment.shape));
	const foreign = readFiles(FOREIGN_SECRETS);
	giveToLibraries(foreign.values);
	const parsed = environment.safeParse({ ...process.env, ...own.values });
	const unreadable = [...own.places, ...foreign.places];
	if (!parsed.success || unreadable.length > 0) {
		const unfit = (parsed.error?.issues ?? []).map((issue) => ({
			field: issue.path.map(String).join("."),
			message: issue.message,
		}));
		throw misconfigured([...unreadable, ...unfit]);
	}
	const env = parsed.data;
	const path = (value: string) => (isAbsolute(value) ? value : resolve(value));
	const dataDirectory = path(env.DATA_DIRECTORY);
	return {
		mode: env.NODE_ENV,
		databaseUrl: env.DATABASE_URL,
		databaseIsExternal: env.DATABASE_URL !== undefined,
		databasePoolSize: env.DATABASE_POOL_SIZE,
		dataDirectory,
		workspaceDirectory: env.WORKSPACE_DIRECTORY
			? path(env.WORKSPACE_DIRECTORY)
			: join(dataDirectory, "workspace"),
		huntsDirectory: path(env.HUNTS_DIRECTORY),
		port: env.PORT,
		host: env.LISTEN_HOST,
		allowedHosts:
			env.PUBLIC_URL === undefined
				? env.ALLOWED_HOSTS
				: [...new Set([...env.ALLOWED_HOSTS, new URL(env.PUBLIC_URL).hostname.replace(/^\[|\]$/g, "")])],
		publicUrl: env.PUBLIC_URL,
		shutdownDelaySeconds: env.SHUTDOWN_DELAY_SECONDS,
		oidc: readOidc(env),
		rateLimit: { reads: env.RATE_LIMIT_READS, writes: env.RATE_LIMIT_WRITES },
		handovers: { acknowledgeMinutes: env.HANDOVER_ACKNOWLEDGE_MINUTES },
		webhooks: {
			allowedHosts: env.WEBHOOK_ALLOWED_HOSTS,
			allowedNetworks: env.WEBHOOK_ALLOWED_NETWORKS,
			attempts: env.WEBHOOK_ATTEMPTS,
		},
		// Its older name, from when it encrypted webhooks' secrets alone.
		secretKey: env.SECRET_KEY ?? env.WEBHOOK_SECRET_KEY,
		previousSecretKeys: [
			...env.SECRET_KEY_PREVIOUS,
			...(env.SECRET_KEY === undefined || env.WEBHOOK_SECRET_KEY === undefined
				? []
				: [env.WEBHOOK_SECRET_KEY]),
		],
		backupKey: env.BACKUP_KEY,
		auditAnchorFile: env.AUDIT_ANCHOR_FILE
			? path(env.AUDIT_ANCHOR_FILE)
			: join(dataDirectory, "audit-anchors.jsonl"),
		auditSyslog:
			env.AUDIT_SYSLOG === undefined
				? undefined
				: { target: env.AUDIT_SYSLOG, caFile: env.AUDIT_SYSLOG_CA_FILE && path(env.AUDIT_SYSLOG_CA_FILE) },
		auditTsa: { url: env.AUDIT_TSA_URL, caFile: env.AUDIT_TSA_CA_FILE && path(env.AUDIT_TSA_CA_FILE) },
		telemetryEndpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT,
		sentinel: readSentinel(env, path),
		testClockFile: env.TEST_CLOCK,
		diskReserveMb: env.DISK_RESERVE_MB,
		trustedProxies: env.TRUSTED_PROXIES,
		sentinelQuery: { timeoutSeconds: env.SENTINEL_QUERY_SECONDS, retrySeconds: env.SENTINEL_RETRY_SECONDS },
		logLevel: env.LOG_LEVEL,
		localQuery: { timeoutSeconds: env.KQL_TIMEOUT_SECONDS, memoryMb: env.KQL_MEMORY_MB },
		chromiumPath: env.CHROMIUM_PATH,
		e2eUrl: env.E2E_URL,
		ci: env.CI !== undefined && env.CI !== "false",
		skipSeedRun: env.SKIP_SEED_RUN,
		rebuild: env.REBUILD,
	};
}

type Environment = z.output<typeof environment>;

function readSentinel(env: Environment, path: (value: string) => string): readonly SentinelConfig[] {
	if (env.SENTINEL_WORKSPACES === undefined) {
		return env.SENTINEL_WORKSPACE_ID === undefined
			? []
			: [readWorkspace(env, env.SENTINEL_WORKSPACE_ID, path)];
	}
	if (env.SENTINEL_WORKSPACE_ID !== undefined) {
		const message = "set either SENTINEL_WORKSPACE_ID or SENTINEL_WORKSPACES";
		throw misconfigured([{ field: "SENTINEL_WORKSPACES", message }]);
	}
	const { entries, places } = readWorkspaceList(env.SENTINEL_WORKSPACES, environment.shape);
	if (places.length > 0) throw misconfigured(places);
	return entries.map(({ where, own }) => {
		const { SENTINEL_WORKSPACE_ID: id, ...rest } = withInherited(env, own);
		try {
			return readWorkspace({ ...rest, SENTINEL_WORKSPACE_ID: id } as Environment, String(id), path);
		} catch (error) {
			if (!(error instanceof AppError)) throw error;
			throw misconfigured(
				error.places.map(({ field = "", message }) => ({
					field: where,
					message: `${WORKSPACE_FIELDS.get(field) ?? field}: ${message}`,
				})),
			);
		}
	});
}

function readWorkspace(
	env: Environment,
	workspaceId: string,
	path: (value: string) => string,
): SentinelConfig {
	const cloud = CLOUDS[env.SENTINEL_CLOUD];
	const authorityHost = env.SENTINEL_AUTHORITY_HOST ?? cloud.authorityHost;
	return {
		workspaceId,
		name: env.SENTINEL_WORKSPACE_NAME,
		credential: readCredential(env, path),
		authorityHost,
		knownAuthority: Object.values(CLOUDS).some((known) => known.authorityHost === authorityHost),
		endpoint: env.SENTINEL_ENDPOINT ?? cloud.endpoint,
		audience: env.SENTINEL_AUDIENCE ?? cloud.endpoint,
		caFile: env.SENTINEL_CA_FILE === undefined ? undefined : path(env.SENTINEL_CA_FILE),
		incidents: readIncidents(env),
	};
}

function readIncidents(env: z.output<typeof environment>): IncidentsConfig | undefined {
	if (!env.SENTINEL_INCIDENTS) return undefined;
	const {
		SENTINEL_SUBSCRIPTION_ID: subscriptionId,
		SENTINEL_RESOURCE_GROUP: resourceGroup,
		SENTINEL_RESOURCE_NAME: workspaceName,
	} = env;
	if (subscriptionId === undefined || resourceGroup === undefined || workspaceName === undefined) {
		const missing = Object.entries({
			SENTINEL_SUBSCRIPTION_ID: subscriptionId,
			SENTINEL_RESOURCE_GROUP: resourceGroup,
			SENTINEL_RESOURCE_NAME: workspaceName,
		}).filter(([, value]) => value === undefined);
		throw misconfigured(missing.map(([field]) => ({ field, message: "SENTINEL_INCIDENTS needs it" })));
	}
	const { management } = CLOUDS[env.SENTINEL_CLOUD];
	return {
		subscriptionId,
		resourceGroup,
		workspaceName,
		endpoint: env.SENTINEL_MANAGEMENT_ENDPOINT ?? management,
		audience: management,
	};
}

function readCredential(env: Environment, path: (value: string) => string): SentinelCredential {
	const kind = env.SENTINEL_CREDENTIAL;
	const missing: { field: string; message: string }[] = [];
	const need = (field: keyof typeof env & `AZURE_${string}`): string => {
		const value = env[field];
		if (value === undefined) missing.push({ field, message: `SENTINEL_CREDENTIAL=${kind} needs it` });
		return value ?? "";
	};
	const tenantId = env.AZURE_TENANT_ID;
	const clientId = env.AZURE_CLIENT_ID;
	let credential: SentinelCredential;
	if (kind === "default") credential = { kind, tenantId, clientId };
	else if (kind === "managed-identity") credential = { kind, clientId };
	else {
		const client = { tenantId: need("AZURE_TENANT_ID"), clientId: need("AZURE_CLIENT_ID") };
		if (kind === "client-secret") credential = { kind, ...client, secret: need("AZURE_CLIENT_SECRET") };
		else if (kind === "workload-identity") {
			credential = { kind, ...client, tokenFile: path(need("AZURE_FEDERATED_TOKEN_FILE")) };
		} else {
			credential = {
				kind,
				...client,
				path: path(need("AZURE_CLIENT_CERTIFICATE_PATH")),
				password: env.AZURE_CLIENT_CERTIFICATE_PASSWORD,
			};
		}
	}
	if (missing.length > 0) throw misconfigured(missing);
	return credential;
}

function readOidc(env: z.output<typeof environment>): OidcConfig | undefined {
	const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId } = env;
	if (issuer === undefined && clientId === undefined) return undefined;
	const missing = [
		{ field: "OIDC_ISSUER", value: issuer },
		{ field: "OIDC_CLIENT_ID", value: clientId },
		{ field: "OIDC_ROLES", value: env.OIDC_ROLES.size === 0 ? undefined : env.OIDC_ROLES },
		{ field: "PUBLIC_URL", value: env.PUBLIC_URL },
	].filter(({ value }) => value === undefined);
	if (missing.length > 0 || issuer === undefined || clientId === undefined) {
		throw misconfigured(missing.map(({ field }) => ({ field, message: "sign-in needs it as well" })));
	}
	const { protocol, hostname, pathname } = new URL(issuer);
	if (protocol !== "https:" && !isLoopback(hostname.replace(/^\[|\]$/g, ""))) {
		throw misconfigured([{ field: "OIDC_ISSUER", message: "expected an https address" }]);
	}
	// Any tenant of Entra ID could sign in there, with app roles that it gives itself.
	if (/^\/(common|organizations|consumers)(\/|$)/i.test(pathname)) {
		throw misconfigured([{ field: "OIDC_ISSUER", message: "expected the issuer of one tenant, by its id" }]);
	}
	return {
		issuer,
		clientId,
		clientSecret: env.OIDC_CLIENT_SECRET,
		scopes: env.OIDC_SCOPES,
		roleClaims: env.OIDC_ROLE_CLAIMS.split(/[\s,]+/).filter(Boolean),
		roles: env.OIDC_ROLES,
	};
}

function misconfigured(places: readonly { field: string; message: string }[]): AppError {
	return new AppError(
		"not_configured",
		`The configuration is wrong: ${places.map((place) => `${place.field}: ${place.message}`).join("; ")}.`,
		{ places, remedy: "Correct the variable in the environment or in .env; .env.example lists them all." },
	);
}
