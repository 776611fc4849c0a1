import { AppError } from "@/lib/core/errors";
import { config } from "@/lib/platform/config/config";
import type { SentinelConfig } from "@/lib/platform/config/sentinel-config";
import type { Actor } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { maySee, requireWorkspace } from "@/lib/platform/context/scope";
import { LocalEngine } from "@/lib/sources/engine/engine";
import type { WorkspaceClient } from "./client";
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

/** Made again when the configuration is read again. */
let connected:
	| { readonly of: readonly SentinelConfig[]; readonly clients: readonly WorkspaceClient[] }
	| undefined;

/** Every workspace that hunts can run against, the default one first: those of Sentinel, else this machine's files. */
export function workspaces(): readonly [WorkspaceClient, ...WorkspaceClient[]] {
	const { sentinel } = config();
	if (connected?.of !== sentinel) {
		const clients = sentinel.map(
			(one) => new SentinelWorkspace(one, { slots: new SharedSlots(identityOf(one)) }),
		);
		connected = { of: sentinel, clients };
	}
	const [first, ...others] = connected.clients;
	return first ? [first, ...others] : [new LocalWorkspace(localEngine())];
}

/** Undefined when it is not connected (any more). */
export function workspaceById(id: string): WorkspaceClient | undefined {
	return workspaces().find((client) => client.id === id);
}

/** The one that is meant where none is named. */
export function defaultWorkspace(): WorkspaceClient {
	return workspaces()[0];
}

/** Those the actor may see, the default one first; possibly none. */
export function workspacesOf(actor: Actor): readonly WorkspaceClient[] {
	return workspaces().filter(({ id }) => maySee(actor, id));
}

/**
 * The workspace by its id, or without one the first of the actor's.
 * @throws AppError `forbidden` when it is not one of the actor's, `not_found` when it is not connected
 */
export function chosenWorkspace(actor: Actor, id?: string): WorkspaceClient {
	if (id === undefined) {
		const client = workspacesOf(actor)[0] ?? defaultWorkspace();
		requireWorkspace(actor, client.id);
		return client;
	}
	requireWorkspace(actor, id);
	const client = workspaceById(id);
	if (!client) {
		throw new AppError("not_found", "Workspace not found, or it is no longer connected.", {
			places: [{ field: "workspaceId", message: "is not a connected workspace" }],
		});
	}
	return client;
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
