import ipaddr from "ipaddr.js";

/** Public addresses that answer only inside a cloud: Azure's platform, which ipaddr.js takes for public. */
const INTERNAL = new Set(["168.63.129.16"]);

/**
 * What speaks against connecting to an address, in words, or null: only public unicast addresses are fine, unless
 * one of the networks holds it. IPv4 inside IPv6 (mapped, NAT64, 6to4, Teredo) is refused whatever it holds.
 * @param networks in CIDR notation
 */
export function addressProblem(address: string, networks: readonly string[]): string | null {
	if (!ipaddr.isValid(address)) return "not an address";
	const parsed = ipaddr.parse(address);
	const allowed = networks.some((network) => {
		const [base, bits] = ipaddr.parseCIDR(network);
		return base.kind() === parsed.kind() && parsed.match([base, bits] as never);
	});
	if (allowed) return null;
	const range = parsed.range();
	if (range !== "unicast") return WORDS[range] ?? "reserved";
	return INTERNAL.has(parsed.toString()) ? "internal to the cloud" : null;
}

const WORDS: Partial<Record<string, string>> = {
	loopback: "loopback",
	private: "private",
	uniqueLocal: "private",
	linkLocal: "link-local",
	carrierGradeNat: "carrier-grade NAT",
	multicast: "multicast",
	broadcast: "broadcast",
	unspecified: "unspecified",
	ipv4Mapped: "IPv4 mapped into IPv6",
};
