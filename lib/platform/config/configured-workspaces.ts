import { config } from "@/lib/platform/config/config";

/** The workspace of this machine's files, which hunts run against where no Sentinel is configured. */
export const LOCAL_WORKSPACE = { id: "local", name: "Local workspace" } as const;

/** Every workspace that hunts can run against, by name. */
export function configuredWorkspaces(): readonly { readonly id: string; readonly name: string }[] {
	const { sentinel } = config();
	return sentinel.length > 0
		? sentinel.map(({ workspaceId, name }) => ({ id: workspaceId, name }))
		: [LOCAL_WORKSPACE];
}
