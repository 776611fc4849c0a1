/** Every variable there is, with its type and what stands for it when it is not set. `.env.example` describes them. */
import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { CLOUD_NAMES, CREDENTIAL_KINDS } from "./clouds";
import {
	flag,
	guid,
	hostList,
	httpsOrigin,
	integer,
	key256,
	keyList,
	networkList,
	optional,
	or,
	origin,
	postgresUrl,
	resourceName,
	roleMap,
	syslogTarget,
	text,
} from "./variable-types";

export const environment = z.object({
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
	E2E_GROUND: optional(text),
	CI: optional(z.string()),
	SKIP_SEED_RUN: or(flag, "0"),
	REBUILD: or(flag, "0"),
});

/** Secrets that a library reads from the environment itself: their files are read into it. */
export const FOREIGN_SECRETS = [
	"AZURE_CLIENT_SECRET",
	"AZURE_CLIENT_CERTIFICATE_PASSWORD",
	"OTEL_EXPORTER_OTLP_HEADERS",
] as const;

/** Variables for tests and tools alone; .env.example leaves them out. */
const INTERNAL_VARIABLES = ["NODE_ENV", "TEST_CLOCK", "E2E_URL", "E2E_GROUND", "CI"] as const;

/** Every variable that a person may set. */
export const VARIABLES: readonly string[] = [
	...new Set([...Object.keys(environment.shape), ...FOREIGN_SECRETS]),
].filter((name) => !(INTERNAL_VARIABLES as readonly string[]).includes(name));

export type Environment = z.output<typeof environment>;

/** The error that names every variable that is wrong. */
export function misconfigured(places: readonly { field: string; message: string }[]): AppError {
	return new AppError(
		"not_configured",
		`The configuration is wrong: ${places.map((place) => `${place.field}: ${place.message}`).join("; ")}.`,
		{ places, remedy: "Correct the variable in the environment or in .env; .env.example lists them all." },
	);
}
