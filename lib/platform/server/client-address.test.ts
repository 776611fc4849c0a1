import { expect, it } from "vitest";
import { clientAddress } from "./client-address";

const PROXIES = ["10.0.0.0/8", "fd00::/8"];

it.each([
	["192.0.2.1", undefined, [], "192.0.2.1"],
	["192.0.2.1", "198.51.100.7", [], "192.0.2.1"],
	["192.0.2.1", "198.51.100.7", PROXIES, "192.0.2.1"],
	["10.1.1.1", "198.51.100.7", PROXIES, "198.51.100.7"],
	["::ffff:10.1.1.1", "198.51.100.7", PROXIES, "198.51.100.7"],
	["10.1.1.1", "made-up, 198.51.100.7, 10.2.2.2", PROXIES, "198.51.100.7"],
	["10.1.1.1", "1.1.1.1, 198.51.100.7", PROXIES, "198.51.100.7"],
	["fd00::1", "2001:db8::1", PROXIES, "2001:db8::1"],
	["10.1.1.1", "unknown", PROXIES, "10.1.1.1"],
	["10.1.1.1", undefined, PROXIES, "10.1.1.1"],
	[undefined, undefined, PROXIES, ""],
])("finds the client address of %s, forwarded for %s", (connection, forwarded, trusted, address) => {
	expect(clientAddress(connection, forwarded, trusted)).toBe(address);
});
