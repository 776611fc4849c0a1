/**
 * Which names a browser may call this server by. A page elsewhere can point its own name at 127.0.0.1 (DNS
 * rebinding) and would then be same-origin with us; its name in the Host header gives it away.
 */
import { isIP } from "node:net";

const LOOPBACK = ["localhost", "127.0.0.1", "::1"];

/** Whether a host's name, without port and brackets, always means this machine. */
export function isLoopback(name: string): boolean {
	return LOOPBACK.includes(name.toLowerCase()) || /^127(\.\d{1,3}){3}$/.test(name);
}

/** The host's name without port, brackets and final dot, lower case; undefined when it is none. */
export function hostName(header: string | undefined): string | undefined {
	if (header === undefined) return undefined;
	const match = /^(?:\[([0-9a-f:.]+)\]|([^:@/\s[\]]+))(?::\d{1,5})?$/i.exec(header.trim());
	const name = (match?.[1] ?? match?.[2])?.toLowerCase().replace(/\.$/, "");
	return name === "" ? undefined : name;
}

/**
 * @param listenHost the address listened on; allowed as a name unless it stands for all addresses.
 * @param allowedHosts what ALLOWED_HOSTS names, lower case.
 */
export function isAllowedHost(
	header: string | undefined,
	listenHost: string,
	allowedHosts: readonly string[],
): boolean {
	const name = hostName(header);
	if (name === undefined) return false;
	const everywhere = listenHost === "0.0.0.0" || listenHost === "::";
	return (
		LOOPBACK.includes(name) ||
		allowedHosts.includes(name) ||
		(!everywhere && name === listenHost.toLowerCase())
	);
}

/** The address to show a person for a server that listens on `listenHost`. */
export function shownUrl(listenHost: string, port: number): string {
	const everywhere = listenHost === "0.0.0.0" || listenHost === "::";
	const name = everywhere || LOOPBACK.includes(listenHost) ? "localhost" : listenHost;
	return `http://${isIP(name) === 6 ? `[${name}]` : name}:${port}`;
}
