import { config } from "@/lib/platform/config/config";
import { LOCAL_WORKSPACE } from "@/lib/platform/config/configured-workspaces";
import { readManifest } from "@/lib/sources/files/store";

/** True when findings of this workspace come from generated sample data. */
export async function isSample(workspaceId: string): Promise<boolean> {
	if (workspaceId !== LOCAL_WORKSPACE.id) return false;
	return (await readManifest(config().workspaceDirectory))?.sample ?? false;
}
