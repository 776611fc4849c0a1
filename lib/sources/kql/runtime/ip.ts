import { isIPv6 } from "node:net";

/** An address with its prefix length in bits; IPv4 as a 32-bit, IPv6 as a 128-bit number. */
interface Network {
	readonly value: bigint;
	readonly prefix: number;
}

export function parseIpv4(text: string): Network | null {
	const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/.exec(text.trim());
	if (!match) return null;
	const octets = match.slice(1, 5).map(Number);
	const prefix = match[5] === undefined ? 32 : Number(match[5]);
	if (octets.some((octet) => octet > 255) || prefix > 32) return null;
	return { value: octets.reduce((sum, octet) => sum * 256n + BigInt(octet), 0n), prefix };
}

/** IPv6, or IPv4 as `::ffff:a.b.c.d`. */
export function parseIpv6(text: string): Network | null {
	const v4 = parseIpv4(text);
	if (v4) return { value: 0xffff_0000_0000n + v4.value, prefix: 96 + v4.prefix };
	const match = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text.trim());
	const address = match?.[1]?.replace(/%.*$/, "") ?? "";
	const prefix = match?.[2] === undefined ? 128 : Number(match[2]);
	if (!isIPv6(address) || prefix > 128) return null;
	const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(address);
	const tail = dotted ? parseIpv4(dotted[2] ?? "")?.value : undefined;
	const text6 =
		dotted && tail !== undefined
			? `${dotted[1]}${(tail >> 16n).toString(16)}:${(tail & 0xffffn).toString(16)}`
			: address;
	const [head = "", rest] = text6.split("::");
	const left = head === "" ? [] : head.split(":");
	const right = rest === undefined || rest === "" ? [] : rest.split(":");
	const groups = [
		...left,
		...Array<string>(rest === undefined ? 0 : 8 - left.length - right.length).fill("0"),
		...right,
	];
	return { value: groups.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n), prefix };
}

function masked(value: bigint, prefix: number, bits: number): bigint {
	return (value >> BigInt(bits - prefix)) << BigInt(bits - prefix);
}

/** -1, 0 or 1 of two addresses under the smallest of their prefixes and `prefix`; null for bad addresses. */
function compare(a: Network | null, b: Network | null, prefix: bigint, bits: number): bigint | null {
	if (!a || !b || prefix < 0n || prefix > BigInt(bits)) return null;
	const common = Math.min(a.prefix, b.prefix, Number(prefix));
	const [x, y] = [masked(a.value, common, bits), masked(b.value, common, bits)];
	return x === y ? 0n : x < y ? -1n : 1n;
}

export function ipv4Compare(a: string, b: string, prefix: bigint): bigint | null {
	return compare(parseIpv4(a), parseIpv4(b), prefix, 32);
}

export function ipv6Compare(a: string, b: string, prefix: bigint): bigint | null {
	return compare(parseIpv6(a), parseIpv6(b), prefix, 128);
}

export function ipv4InRange(address: string, range: string): boolean | null {
	const [ip, network] = [parseIpv4(address), parseIpv4(range)];
	return ip && network && masked(ip.value, network.prefix, 32) === masked(network.value, network.prefix, 32);
}

export function ipv6InRange(address: string, range: string): boolean | null {
	const [ip, network] = [parseIpv6(address), parseIpv6(range)];
	return (
		ip && network && masked(ip.value, network.prefix, 128) === masked(network.value, network.prefix, 128)
	);
}

const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

export function ipv4IsPrivate(address: string): boolean | null {
	const ip = parseIpv4(address);
	return (
		ip &&
		PRIVATE.some((range) => {
			const network = parseIpv4(range);
			return (
				network !== null &&
				ip.prefix >= network.prefix &&
				masked(ip.value, network.prefix, 32) === network.value
			);
		})
	);
}

/** parse_ipv4(): the address as a number, under its own prefix. */
export function ipv4Number(address: string): bigint | null {
	const ip = parseIpv4(address);
	return ip && masked(ip.value, ip.prefix, 32);
}

/** parse_ipv6(): eight full groups, under the address's own prefix. */
export function ipv6Text(address: string): string {
	const ip = parseIpv6(address);
	if (!ip) return "";
	const digits = masked(ip.value, ip.prefix, 128).toString(16).padStart(32, "0");
	return digits.match(/.{4}/g)?.join(":") ?? "";
}

function dotted(value: bigint): string {
	return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 255n)).join(".");
}

/** format_ipv4(): the address under the smaller of its own prefix and `prefix`; empty where it is none. */
export function formatIpv4(address: string, prefix: bigint, withMask: boolean): string {
	const ip = parseIpv4(address);
	if (!ip || prefix < 0n || prefix > 32n) return "";
	const bits = Math.min(ip.prefix, Number(prefix));
	const text = dotted(masked(ip.value, bits, 32));
	return withMask ? `${text}/${bits}` : text;
}
