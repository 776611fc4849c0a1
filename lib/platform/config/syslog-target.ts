export type SyslogTransport = "udp" | "tcp" | "tls";

/** Where a syslog server is. */
export interface SyslogTarget {
	readonly transport: SyslogTransport;
	/** A name or an address, without brackets. */
	readonly host: string;
	readonly port: number;
}

const PORTS: Record<SyslogTransport, number> = { udp: 514, tcp: 514, tls: 6514 };

/** Reads `udp://host:514`; undefined when it is no such address. Ports by default: 514, with TLS 6514. */
export function readSyslogTarget(text: string): SyslogTarget | undefined {
	if (!URL.canParse(text)) return undefined;
	const { protocol, hostname, port, username, password, pathname, search, hash } = new URL(text);
	const transport = protocol.slice(0, -1);
	if (transport !== "udp" && transport !== "tcp" && transport !== "tls") return undefined;
	if (hostname === "" || port === "0") return undefined;
	if (username + password + search + hash !== "" || !["", "/"].includes(pathname)) return undefined;
	return {
		transport,
		host: hostname.replace(/^\[|\]$/g, ""),
		port: port === "" ? PORTS[transport] : Number(port),
	};
}
