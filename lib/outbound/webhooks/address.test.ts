import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressProblem } from "./address";

describe("addressProblem", () => {
	it.each([
		"127.0.0.1",
		"127.255.255.254",
		"0.0.0.0",
		"10.0.0.1",
		"172.16.0.1",
		"172.31.255.255",
		"192.168.1.1",
		"169.254.169.254",
		"169.254.170.2",
		"100.64.0.1",
		"100.100.100.200",
		"168.63.129.16",
		"192.0.0.192",
		"198.18.0.1",
		"224.0.0.1",
		"255.255.255.255",
		"240.0.0.1",
		"::",
		"::1",
		"::127.0.0.1",
		"::7f00:1",
		"::a00:1",
		"::808:808",
		"::ffff:0:7f00:1",
		"2606:4700::5efe:7f00:1",
		"2606:4700::200:5efe:a00:1",
		"4000::1",
		"fe80::1",
		"fe80::1%eth0",
		"fec0::1",
		"fc00::1",
		"fd00:ec2::254",
		"ff02::1",
		"::ffff:127.0.0.1",
		"::ffff:10.0.0.1",
		"::ffff:8.8.8.8",
		"::ffff:7f00:1",
		"64:ff9b::7f00:1",
		"64:ff9b:1::a00:1",
		"2002:7f00:1::",
		"2001:0:7f00:1::",
		"2001:db8::1",
		"100::1",
		"localhost",
		"",
	])("refuses %s", (address) => expect(addressProblem(address, [])).not.toBeNull());
	it.each(["1.1.1.1", "8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450:4001::1"])(
		"accepts %s",
		(address) => expect(addressProblem(address, [])).toBeNull(),
	);
	it("refuses every IPv4 address that is mapped into IPv6", () => {
		fc.assert(
			fc.property(fc.ipV4(), (address) => {
				expect(addressProblem(`::ffff:${address}`, [])).not.toBeNull();
			}),
		);
	});
	it("refuses every IPv4 address inside IPv6, however it is embedded and spelled", () => {
		const forms = ["::", "::ffff:", "::ffff:0:", "64:ff9b::", "2606:4700::5efe:"];
		fc.assert(
			fc.property(fc.ipV4(), fc.constantFrom(...forms), (address, prefix) => {
				// As a URL spells it: in hexadecimal.
				const spelled = new URL(`https://[${prefix}${address}]/`).hostname.slice(1, -1);
				expect(addressProblem(spelled, []), spelled).not.toBeNull();
				const [high, low] = [0, 2].map((at) =>
					address
						.split(".")
						.slice(at, at + 2)
						.map((byte) => Number(byte).toString(16).padStart(2, "0"))
						.join(""),
				);
				expect(addressProblem(`2002:${high}:${low}::1`, [])).not.toBeNull();
			}),
		);
	});
	it("accepts addresses in an allowed network, of the same family only", () => {
		expect(addressProblem("10.20.3.4", ["10.20.0.0/16"])).toBeNull();
		expect(addressProblem("10.21.3.4", ["10.20.0.0/16"])).not.toBeNull();
		expect(addressProblem("fd00::5", ["10.20.0.0/16", "fd00::/8"])).toBeNull();
		expect(addressProblem("::ffff:10.20.3.4", ["10.20.0.0/16"])).not.toBeNull();
	});
});
