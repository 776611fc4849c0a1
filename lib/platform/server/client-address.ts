import ipaddr from "ipaddr.js";

/**
 * The address a request comes from: the connection's own, or, where that is one of the proxies trusted by
 * TRUSTED_PROXIES, the last one in X-Forwarded-For that is not. Anybody can write that header; only what a trusted
 * proxy has added to its end counts.
 * @param trusted networks in CIDR notation
 */
export function clientAddress(
	connection: string | undefined,
	forwarded: string | undefined,
	trusted: readonly string[],
): string {
	const hops = [...(forwarded ?? "").split(",").map((hop) => hop.trim()), connection ?? ""].filter(Boolean);
	let address = hops.pop() ?? "";
	while (isTrusted(address, trusted)) {
		const before = hops.pop();
		if (before === undefined || !ipaddr.isValid(before)) break;
		address = before;
	}
	return address;
}

function isTrusted(address: string, trusted: readonly string[]): boolean {
	if (trusted.length === 0 || !ipaddr.isValid(address)) return false;
	const ip = ipaddr.process(address); // an IPv4 address mapped into IPv6 is the IPv4 one
	return trusted.some((network) => {
		const [range, bits] = ipaddr.parseCIDR(network);
		return range.kind() === ip.kind() && ip.match(range, bits);
	});
}
