/** The list of Sentinel workspaces in SENTINEL_WORKSPACES: YAML or JSON, an entry a workspace. */
import { readFileSync } from "node:fs";
import { LineCounter, parseDocument } from "yaml";
import type { z } from "zod";

/** What an entry may say, and the variable that says the same of a single workspace. */
const VARIABLES = {
	workspaceId: "SENTINEL_WORKSPACE_ID",
	name: "SENTINEL_WORKSPACE_NAME",
	cloud: "SENTINEL_CLOUD",
	credential: "SENTINEL_CREDENTIAL",
	endpoint: "SENTINEL_ENDPOINT",
	audience: "SENTINEL_AUDIENCE",
	authorityHost: "SENTINEL_AUTHORITY_HOST",
	caFile: "SENTINEL_CA_FILE",
	incidents: "SENTINEL_INCIDENTS",
	subscriptionId: "SENTINEL_SUBSCRIPTION_ID",
	resourceGroup: "SENTINEL_RESOURCE_GROUP",
	resourceName: "SENTINEL_RESOURCE_NAME",
	managementEndpoint: "SENTINEL_MANAGEMENT_ENDPOINT",
	tenantId: "AZURE_TENANT_ID",
	clientId: "AZURE_CLIENT_ID",
	clientSecretFile: "AZURE_CLIENT_SECRET",
	certificatePath: "AZURE_CLIENT_CERTIFICATE_PATH",
	certificatePasswordFile: "AZURE_CLIENT_CERTIFICATE_PASSWORD",
	tokenFile: "AZURE_FEDERATED_TOKEN_FILE",
} as const;
type Key = keyof typeof VARIABLES;
type Variable = (typeof VARIABLES)[Key];

/** Each variable's name within an entry. */
export const WORKSPACE_FIELDS: ReadonlyMap<string, string> = new Map(
	Object.entries(VARIABLES).map(([key, variable]) => [variable, key]),
);

/** Secrets do not stand in the list; a file of their own holds them. */
const SECRET_FILES: readonly string[] = ["clientSecretFile", "certificatePasswordFile"];

export interface WorkspaceEntry {
	/** Such as `SENTINEL_WORKSPACES, workspace 2 (line 7)`. */
	readonly where: string;
	readonly own: { readonly [Name in Variable]?: unknown };
}

interface Place {
	readonly field: string;
	readonly message: string;
}

/**
 * Reads the list. Everything that is wrong with it is a place; then the entries are not to be used.
 * @param shape the types of the variables, which are those of an entry's members
 */
export function readWorkspaceList(
	text: string,
	shape: Readonly<Record<Variable, z.ZodType>>,
): { entries: WorkspaceEntry[]; places: Place[] } {
	const places: Place[] = [];
	const lines = new LineCounter();
	const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
	const [broken] = document.errors;
	if (broken) {
		const { line } = lines.linePos(broken.pos[0]);
		return { entries: [], places: [{ field: `SENTINEL_WORKSPACES, line ${line}`, message: broken.message }] };
	}
	const value: unknown = document.toJS();
	if (!Array.isArray(value) || value.length === 0) {
		const message = "expected a list of workspaces, each with workspaceId and name";
		return { entries: [], places: [{ field: "SENTINEL_WORKSPACES", message }] };
	}
	const entries = value.map((entry: unknown, index) => {
		const node = document.getIn([index], true) as { range?: [number, number, number] } | undefined;
		const line = node?.range ? ` (line ${lines.linePos(node.range[0]).line})` : "";
		const where = `SENTINEL_WORKSPACES, workspace ${index + 1}${line}`;
		const wrong = (message: string) => places.push({ field: where, message });
		return { where, own: readEntry(entry, shape, wrong) };
	});
	const seen = new Set<unknown>();
	for (const { where, own } of entries) {
		const id = own.SENTINEL_WORKSPACE_ID;
		if (id !== undefined && seen.has(id)) places.push({ field: where, message: `${id} is there twice` });
		seen.add(id);
	}
	return { entries, places };
}

function readEntry(
	entry: unknown,
	shape: Readonly<Record<Variable, z.ZodType>>,
	wrong: (message: string) => void,
): WorkspaceEntry["own"] {
	if (typeof entry !== "object" || entry === null || Array.isArray(entry)) {
		wrong("expected workspaceId, name and what else it needs");
		return {};
	}
	const own: { [Name in Variable]?: unknown } = {};
	for (const [key, given] of Object.entries(entry)) {
		if (!(key in VARIABLES)) {
			wrong(`${key}: there is no such setting; there are ${Object.keys(VARIABLES).join(", ")}`);
			continue;
		}
		const variable = VARIABLES[key as Key];
		try {
			const value = SECRET_FILES.includes(key) ? readFileSync(String(given), "utf8").trim() : scalar(given);
			if (value === undefined || value === null || value === "") {
				wrong(`${key}: is empty`);
				continue;
			}
			const parsed = shape[variable].safeParse(value);
			if (parsed.success) own[variable] = parsed.data;
			else wrong(`${key}: ${parsed.error.issues[0]?.message}`);
		} catch (error) {
			wrong(`${key}: the file ${given} cannot be read (${(error as NodeJS.ErrnoException).code})`);
		}
	}
	for (const key of ["workspaceId", "name"] as const) {
		if (!(key in entry)) wrong(`${key}: is missing`);
	}
	return own;
}

/** As the variable would hold it: YAML reads `true` and `42` as what they are. */
function scalar(value: unknown): unknown {
	return typeof value === "boolean" || typeof value === "number" ? String(value) : value;
}

/**
 * What an entry leaves out is as the variables say, but what belongs together comes from one place: a cloud with its
 * addresses, an app registration with its secret.
 */
export function withInherited<Environment extends object>(env: Environment, own: WorkspaceEntry["own"]) {
	const inherited = { ...env } as Record<string, unknown>;
	const drop = (...names: Variable[]) => {
		for (const name of names) delete inherited[name];
	};
	// One workspace's cases must not become another's incidents.
	drop("SENTINEL_RESOURCE_NAME");
	if (own.SENTINEL_CLOUD !== undefined) {
		drop("SENTINEL_ENDPOINT", "SENTINEL_AUDIENCE", "SENTINEL_AUTHORITY_HOST", "SENTINEL_MANAGEMENT_ENDPOINT");
	}
	if (own.AZURE_CLIENT_ID !== undefined) {
		drop("AZURE_CLIENT_SECRET", "AZURE_CLIENT_CERTIFICATE_PATH", "AZURE_CLIENT_CERTIFICATE_PASSWORD");
	}
	return { ...inherited, ...own };
}
