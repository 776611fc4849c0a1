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
import { conflictLines } from "@/lib/core/conflict-markers";
import { environment, FOREIGN_SECRETS, misconfigured } from "./environment";
import { type OidcConfig, readOidc } from "./oidc-config";
import { readSentinel, type SentinelConfig } from "./sentinel-config";
import type { SyslogTarget } from "./syslog-target";

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
	/** A data directory that browser tests begin with a copy of. */
	readonly e2eGround: string | undefined;
	readonly ci: boolean;
	/** Leave the sample workspace without its first hunt run (tests that want an empty queue). */
	readonly skipSeedRun: boolean;
	/** Build the production bundle even when the sources have not changed. */
	readonly rebuild: boolean;
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

/** What is in the files that NAME_FILE variables name, and what is wrong with them. */
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
		e2eGround: env.E2E_GROUND,
		ci: env.CI !== undefined && env.CI !== "false",
		skipSeedRun: env.SKIP_SEED_RUN,
		rebuild: env.REBUILD,
	};
}
