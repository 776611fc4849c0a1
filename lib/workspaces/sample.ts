import { config } from "@/lib/config";
import { readManifest } from "./store";

export const LOCAL_WORKSPACE_ID = "local";

/** True when findings of this workspace come from generated sample data. */
export async function isSample(workspaceId: string): Promise<boolean> {
	if (workspaceId !== LOCAL_WORKSPACE_ID) return false;
	return (await readManifest(config().workspaceDirectory))?.sample ?? false;
}
