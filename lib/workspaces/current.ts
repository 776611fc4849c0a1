import { config, type SentinelConfig } from "@/lib/config";
import type { Context } from "@/lib/context";
import type { WorkspaceClient } from "./client";
import { LocalEngine } from "./engine/engine";
import { LocalWorkspace } from "./local";
import { SentinelWorkspace } from "./sentinel";
import { SharedSlots } from "./shared-slots";

/** One engine a process, however often the bundler copies this module: it owns a child process. */
const shared = globalThis as { [engineKey]?: LocalEngine };
const engineKey = Symbol.for("afterclick.localEngine");

function localEngine(): LocalEngine {
	const { workspaceDirectory, localQuery } = config();
	shared[engineKey] ??= new LocalEngine({
		directory: workspaceDirectory,
		memoryLimitMb: localQuery.memoryMb,
		timeoutMs: localQuery.timeoutSeconds * 1000,
	});
	return shared[engineKey];
}

/** Made anew when the configuration is read anew. */
let sentinel: { readonly config: SentinelConfig; readonly client: SentinelWorkspace } | undefined;

/** The workspace hunts run against: Sentinel when one is configured, else the files on this machine. */
export function currentWorkspace(): WorkspaceClient {
	const { sentinel: wanted } = config();
	if (wanted === undefined) return new LocalWorkspace(localEngine());
	if (sentinel?.config !== wanted) {
		const slots = new SharedSlots(identityOf(wanted));
		sentinel = { config: wanted, client: new SentinelWorkspace(wanted, { slots }) };
	}
	return sentinel.client;
}

/** Whose allowance a configuration uses up: without secrets, and the same in every process. */
function identityOf({ authorityHost, credential }: SentinelConfig): string {
	const tenant = "tenantId" in credential ? credential.tenantId : undefined;
	return [authorityHost, tenant, credential.clientId ?? credential.kind].filter(Boolean).join("/");
}

/** Writes the workspace's row if it is not there, so that runs and findings can name it. */
export async function registerWorkspace(ctx: Context, client: WorkspaceClient): Promise<void> {
	const { id, kind, name } = client;
	await ctx.db.workspace.upsert({ where: { id }, create: { id, kind, name }, update: { name } });
}

/** Ends the local engine's child process; the next query would start it again. */
export async function closeWorkspaces(): Promise<void> {
	await shared[engineKey]?.close();
	delete shared[engineKey];
}
