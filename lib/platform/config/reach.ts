import { config } from "@/lib/platform/config/config";
import { isLoopback } from "./host";

/** Whether others than this machine are meant to reach the app: directly, or through a proxy under another name. */
export function servesBeyondLoopback(): boolean {
	const { host, allowedHosts } = config();
	return !isLoopback(host) || allowedHosts.some((name) => !isLoopback(name));
}
