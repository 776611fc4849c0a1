import { config } from "@/lib/config";
import { LOCAL_WORKSPACE } from "@/lib/configured-workspaces";
import { readManifest } from "./store";

/** True when findings of this workspace come from generated sample data. */
export async function isSample(workspaceId: string): Promise<boolean> {
	if (workspaceId !== LOCAL_WORKSPACE.id) return false;
	return (await readManifest(config().workspaceDirectory))?.sample ?? false;
}
