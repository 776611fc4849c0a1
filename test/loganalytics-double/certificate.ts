import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { isIPv4 } from "node:net";
import { der } from "./der";

export interface Certificate {
	readonly certificatePem: string;
	readonly privateKeyPem: string;
}

const ECDSA_WITH_SHA256 = der.sequence(der.oid("1.2.840.10045.4.3.2"));
const RSA_WITH_SHA256 = der.sequence(der.oid("1.2.840.113549.1.1.11"), der.null());
const COMMON_NAME = "2.5.4.3";
const BASIC_CONSTRAINTS = "2.5.29.19";
const SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";
const DAY = 86_400_000;

/**
 * A certificate that signs itself (RFC 5280), good for `hosts` for thirty days: anyone who trusts this one
 * certificate trusts a server that holds its key, and nothing else.
 * @param hosts names and IPv4 addresses
 * @param key P-256 for servers; RSA for a client's certificate in Entra ID
 */
export function selfSigned(
	commonName: string,
	hosts: readonly string[],
	key: "ec" | "rsa" = "ec",
): Certificate {
	const { publicKey, privateKey } =
		key === "ec"
			? generateKeyPairSync("ec", { namedCurve: "P-256" })
			: generateKeyPairSync("rsa", { modulusLength: 2048 });
	const algorithm = key === "ec" ? ECDSA_WITH_SHA256 : RSA_WITH_SHA256;
	const name = der.sequence(der.set(der.sequence(der.oid(COMMON_NAME), der.text(commonName))));
	const serial = randomBytes(16);
	serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
	const now = Date.now();
	const alternatives = hosts.map((host) =>
		isIPv4(host)
			? der.context(7, false, Buffer.from(host.split(".").map(Number)))
			: der.context(2, false, Buffer.from(host, "ascii")),
	);
	const body = der.sequence(
		der.context(0, true, der.integer(Buffer.of(2))),
		der.integer(serial),
		algorithm,
		name,
		der.sequence(der.time(new Date(now - DAY)), der.time(new Date(now + 30 * DAY))),
		name,
		publicKey.export({ type: "spki", format: "der" }),
		der.context(
			3,
			true,
			der.sequence(
				extension(BASIC_CONSTRAINTS, true, der.sequence(der.boolean(true))),
				extension(SUBJECT_ALTERNATIVE_NAME, false, der.sequence(...alternatives)),
			),
		),
	);
	const certificate = der.sequence(body, algorithm, der.bits(sign("sha256", body, privateKey)));
	const lines = certificate.toString("base64").match(/.{1,64}/g) ?? [];
	return {
		certificatePem: `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`,
		privateKeyPem: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
	};
}

function extension(oid: string, critical: boolean, value: Buffer): Buffer {
	return der.sequence(der.oid(oid), ...(critical ? [der.boolean(true)] : []), der.octets(value));
}
