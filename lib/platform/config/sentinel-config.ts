import { AppError } from "@/lib/core/errors";
import { CLOUDS } from "./clouds";
import { type Environment, environment, misconfigured } from "./environment";
import { readWorkspaceList, WORKSPACE_FIELDS, withInherited } from "./workspace-list";

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

/** The workspaces that the variables name. @param path makes a path absolute @throws AppError `not_configured` */
export function readSentinel(env: Environment, path: (value: string) => string): readonly SentinelConfig[] {
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

function readIncidents(env: Environment): IncidentsConfig | undefined {
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
	const need = (field: keyof Environment & `AZURE_${string}`): string => {
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
