import ipaddr from "ipaddr.js";

/** Public addresses that answer only inside a cloud: Azure's platform, which ipaddr.js takes for public. */
const INTERNAL = new Set(["168.63.129.16"]);
/** The only IPv6 addresses that are handed out for the internet; what lies outside it is reserved or embeds IPv4. */
const GLOBAL_IPV6 = ipaddr.parseCIDR("2000::/3");

/**
 * What speaks against connecting to an address, in words, or null: only public unicast addresses are fine, unless
 * one of the networks holds it. IPv4 inside IPv6 (compatible, mapped, translated, NAT64, 6to4, Teredo, ISATAP) is
 * refused whatever it holds.
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
	if (parsed instanceof ipaddr.IPv6) {
		// `::a.b.c.d`, the IPv4-compatible form, is among these: the library knows it only in its dotted spelling.
		if (!parsed.match(GLOBAL_IPV6 as [ipaddr.IPv6, number])) return "reserved";
		if (isIsatap(parsed)) return "IPv4 inside IPv6";
	}
	return INTERNAL.has(parsed.toString()) ? "internal to the cloud" : null;
}

/** An interface identifier of ISATAP (RFC 5214) holds an IPv4 address in its last four bytes. */
function isIsatap({ parts }: ipaddr.IPv6): boolean {
	return parts[5] === 0x5efe && (parts[4] === 0 || parts[4] === 0x0200);
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
