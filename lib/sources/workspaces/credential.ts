import { readFileSync } from "node:fs";
import { rootCertificates } from "node:tls";
import type { PipelinePolicy } from "@azure/core-rest-pipeline";
import {
	type AccessToken,
	ClientCertificateCredential,
	ClientSecretCredential,
	DefaultAzureCredential,
	type GetTokenOptions,
	ManagedIdentityCredential,
	type TokenCredential,
	WorkloadIdentityCredential,
} from "@azure/identity";
import { AppError } from "@/lib/core/errors";
import type { SentinelConfig } from "@/lib/platform/config/sentinel-config";

/** Longest wait for a token: the credential chain probes endpoints that may never answer. */
const TOKEN_TIMEOUT_MS = 20_000;

/** TLS settings for the query API and Entra ID. One object for all clients: connections are kept by it. */
export interface TlsOptions {
	readonly ca: string[];
}

/** @throws AppError `not_configured` when the file cannot be read */
export function tlsOptions(caFile: string | undefined): TlsOptions | undefined {
	if (caFile === undefined) return undefined;
	try {
		return { ca: [...rootCertificates, readFileSync(caFile, "utf8")] };
	} catch (cause) {
		throw new AppError("not_configured", "The certificates of SENTINEL_CA_FILE cannot be read.", {
			remedy: "Set it to a PEM file that this process can read, or remove the variable.",
			cause,
		});
	}
}

type Kind = SentinelConfig["credential"]["kind"];

/** What Entra ID last answered, or why it did not: the identity library keeps neither for a directory it cannot find. */
interface Witness {
	body: string;
	error: unknown;
}

function witnessPolicy(witness: Witness): PipelinePolicy {
	return {
		name: "afterclickEntraWitness",
		async sendRequest(request, next) {
			try {
				const response = await next(request);
				Object.assign(witness, { body: response.bodyAsText ?? "", error: undefined });
				return response;
			} catch (error) {
				Object.assign(witness, { body: "", error });
				throw error;
			}
		},
	};
}

/**
 * The credential the configuration names: it fails with a sentence the person can act on, and never hangs.
 * @throws AppError `not_configured` when a file it names cannot be read
 */
export function credentialFor(config: SentinelConfig, tls: TlsOptions | undefined): TokenCredential {
	const witness: Witness = { body: "", error: undefined };
	return new BoundedCredential(innerCredential(config, tls, witness), config.credential.kind, witness);
}

function innerCredential(
	config: SentinelConfig,
	tls: TlsOptions | undefined,
	witness: Witness,
): TokenCredential {
	const { credential, authorityHost } = config;
	const options = {
		authorityHost,
		additionalPolicies: [{ policy: witnessPolicy(witness), position: "perRetry" as const }],
		...(tls ? { tlsOptions: tls } : {}),
		...(config.knownAuthority ? {} : { disableInstanceDiscovery: true }),
	};
	switch (credential.kind) {
		case "client-secret":
			return new ClientSecretCredential(credential.tenantId, credential.clientId, credential.secret, options);
		case "client-certificate":
			readable(credential.path, "AZURE_CLIENT_CERTIFICATE_PATH");
			return new ClientCertificateCredential(
				credential.tenantId,
				credential.clientId,
				{
					certificatePath: credential.path,
					...(credential.password === undefined ? {} : { certificatePassword: credential.password }),
				},
				options,
			);
		case "managed-identity":
			return credential.clientId === undefined
				? new ManagedIdentityCredential()
				: new ManagedIdentityCredential({ clientId: credential.clientId });
		case "workload-identity":
			readable(credential.tokenFile, "AZURE_FEDERATED_TOKEN_FILE");
			return new WorkloadIdentityCredential({
				tenantId: credential.tenantId,
				clientId: credential.clientId,
				tokenFilePath: credential.tokenFile,
				...options,
			});
		case "default":
			return new DefaultAzureCredential({
				...options,
				...(credential.tenantId === undefined ? {} : { tenantId: credential.tenantId }),
			});
	}
}

function readable(path: string, variable: string): void {
	try {
		readFileSync(path);
	} catch (cause) {
		throw new AppError("not_configured", `The file of ${variable} cannot be read.`, {
			remedy: "Set it to a file that this process can read.",
			cause,
		});
	}
}

class BoundedCredential implements TokenCredential {
	readonly #inner: TokenCredential;
	readonly #kind: Kind;
	readonly #witness: Witness;

	constructor(inner: TokenCredential, kind: Kind, witness: Witness) {
		this.#inner = inner;
		this.#kind = kind;
		this.#witness = witness;
	}

	async getToken(scopes: string | string[], options?: GetTokenOptions): Promise<AccessToken> {
		const timeout = AbortSignal.timeout(TOKEN_TIMEOUT_MS);
		const late = new Promise<never>((_, reject) => {
			timeout.addEventListener("abort", () => reject(timeout.reason), { once: true });
		});
		try {
			const token = await Promise.race([this.#inner.getToken(scopes, options), late]);
			if (!token) throw missingCredential(this.#kind);
			return token;
		} catch (error) {
			if (options?.abortSignal?.aborted) throw error;
			throw atSignIn(explainCredential(this.#kind, error, this.#witness));
		}
	}
}

/** Marks an error as one of getting a token: the workspace was not asked yet. */
function atSignIn(error: AppError): AppError {
	return new AppError(error.code, error.message, {
		places: error.places,
		details: { ...error.details, [SIGN_IN]: true },
		cause: error.cause,
		...(error.remedy === undefined ? {} : { remedy: error.remedy }),
	});
}

const SIGN_IN = "signIn";

/** Whether a query failed before it reached the workspace, for want of a token. */
export function isSignInError(error: AppError): boolean {
	return error.details[SIGN_IN] === true;
}

/** What to check where Entra ID names its reason; source: "Microsoft Entra authentication and authorization error codes". */
const ENTRA_REASONS: Readonly<Record<string, readonly [string, string]>> = {
	AADSTS7000215: [
		"the client secret is wrong",
		"Set AZURE_CLIENT_SECRET to the secret's value, which is not its id.",
	],
	AADSTS7000222: [
		"the client secret has expired",
		"Make a new secret for the app registration and set AZURE_CLIENT_SECRET to it.",
	],
	AADSTS700016: [
		"the directory has no such application",
		"Check AZURE_CLIENT_ID, and that AZURE_TENANT_ID is the directory the application is in.",
	],
	AADSTS90002: ["there is no such directory", "Check AZURE_TENANT_ID, and SENTINEL_CLOUD."],
	AADSTS900023: ["there is no such directory", "Check AZURE_TENANT_ID: a GUID or a domain name."],
	AADSTS700027: [
		"the certificate is not the application's",
		"Upload the certificate of AZURE_CLIENT_CERTIFICATE_PATH to the app registration.",
	],
	AADSTS700024: [
		"the proof that this machine signed is not valid at this time",
		"Set this machine's clock: it must be within five minutes of Entra ID's.",
	],
	AADSTS70021: [
		"no federated credential fits the workload's token",
		"Check issuer and subject of the federated credential on the app registration.",
	],
	AADSTS500011: [
		"the directory does not know the Log Analytics API",
		"Check SENTINEL_CLOUD and SENTINEL_AUDIENCE.",
	],
};

/** Why no token came, and what to do. */
function explainCredential(kind: Kind, error: unknown, witness: Witness): AppError {
	if (error instanceof AppError) return error;
	// The chain of `default` asks many; where it finds nobody at all, what one of them said leads astray.
	const said = `${(error as Error).message ?? ""} ${kind === "default" ? "" : witness.body}`;
	const code = /AADSTS\d+/.exec(said)?.[0];
	if (code !== undefined) {
		const [why, remedy] = ENTRA_REASONS[code] ?? [];
		return new AppError(
			"not_configured",
			`Entra ID refused the credential (${code})${why === undefined ? "." : `: ${why}.`}`,
			{
				remedy:
					remedy ??
					`Look ${code} up in Microsoft's list of Entra ID error codes, and check the credential's variables.`,
				details: { entra: code },
				cause: error,
			},
		);
	}
	if (kind === "default" || kind === "managed-identity") return missingCredential(kind, error);
	if (isCertificateProblem(witness.error)) {
		return new AppError("unavailable", "Entra ID's certificate is not trusted on this machine.", {
			remedy: "Set SENTINEL_CA_FILE to the certificate of the proxy that inspects TLS.",
			cause: witness.error,
		});
	}
	return new AppError("unavailable", "Entra ID could not be reached for a token.", {
		remedy: "Check the network and any proxy between this machine and Entra ID.",
		cause: error,
	});
}

/** Whether a connection failed because this machine does not trust the other side's certificate. */
export function isCertificateProblem(error: unknown): boolean {
	const { code = "" } = (error ?? {}) as { code?: string };
	return /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code);
}

function missingCredential(kind: Kind, cause?: unknown): AppError {
	const role = "the identity needs the role Log Analytics Reader on the workspace.";
	return new AppError("not_configured", "No Azure credential was found for the Sentinel workspace.", {
		remedy:
			kind === "managed-identity"
				? `Give this machine a managed identity, or choose another SENTINEL_CREDENTIAL; ${role}`
				: `Set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET, or run where a managed identity or \`az login\` exists; ${role}`,
		cause,
	});
}
