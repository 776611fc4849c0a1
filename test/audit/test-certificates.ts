/** Certificates of the tests' own making. */
import { webcrypto } from "node:crypto";
import { BitString, Integer, OctetString, Utf8String } from "asn1js";
import {
	AttributeTypeAndValue,
	BasicConstraints,
	Certificate,
	Extension,
	ExtKeyUsage,
	GeneralName,
	GeneralNames,
} from "pkijs";

const { subtle } = webcrypto;

export interface TestCertificate {
	readonly certificate: Certificate;
	readonly keys: webcrypto.CryptoKeyPair;
	/** The certificate and its private key, PEM. */
	readonly pem: string;
	readonly key: string;
}

export interface CertificateOptions {
	readonly name: string;
	/** Undefined signs itself. */
	readonly issuer?: TestCertificate;
	/** May sign certificates. */
	readonly authority?: boolean;
	/** Object identifiers of its allowed uses, and whether the extension is critical. */
	readonly usage?: { readonly purposes: string[]; readonly critical: boolean };
	/** Of a server at 127.0.0.1. */
	readonly loopback?: boolean;
	readonly from?: Date;
	readonly to?: Date;
}

export async function makeCertificate(options: CertificateOptions): Promise<TestCertificate> {
	const { name, issuer, authority = false, usage, loopback = false } = options;
	const keys = await subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
	const certificate = new Certificate();
	certificate.version = 2;
	certificate.serialNumber = new Integer({
		valueHex: webcrypto.getRandomValues(new Uint8Array(8)).fill(1, 0, 1),
	});
	certificate.subject.typesAndValues.push(
		new AttributeTypeAndValue({ type: "2.5.4.3", value: new Utf8String({ value: name }) }),
	);
	certificate.issuer.typesAndValues.push(...(issuer?.certificate ?? certificate).subject.typesAndValues);
	certificate.notBefore.value = options.from ?? new Date("2020-01-01T00:00:00Z");
	certificate.notAfter.value = options.to ?? new Date("2049-01-01T00:00:00Z");
	const extend = (extnID: string, critical: boolean, value: ArrayBuffer) =>
		new Extension({ extnID, critical, extnValue: value });
	// keyCertSign and cRLSign, or digitalSignature.
	const keyUsage = new BitString({
		valueHex: new Uint8Array([authority ? 0x06 : 0x80]),
		unusedBits: authority ? 1 : 7,
	});
	certificate.extensions = [
		extend("2.5.29.19", true, new BasicConstraints({ cA: authority }).toSchema().toBER()),
		extend("2.5.29.15", true, keyUsage.toBER()),
		...(usage === undefined
			? []
			: [
					extend(
						"2.5.29.37",
						usage.critical,
						new ExtKeyUsage({ keyPurposes: usage.purposes }).toSchema().toBER(),
					),
				]),
		...(loopback
			? [
					extend(
						"2.5.29.17",
						false,
						new GeneralNames({
							names: [
								new GeneralName({
									type: 7,
									value: new OctetString({ valueHex: new Uint8Array([127, 0, 0, 1]) }),
								}),
							],
						})
							.toSchema()
							.toBER(),
					),
				]
			: []),
	];
	await certificate.subjectPublicKeyInfo.importKey(keys.publicKey as never);
	await certificate.sign((issuer?.keys ?? keys).privateKey as never, "SHA-256");
	const pkcs8 = await subtle.exportKey("pkcs8", keys.privateKey);
	// Read back: as anybody else would have it.
	const der = certificate.toSchema(true).toBER();
	return {
		certificate: Certificate.fromBER(der),
		keys,
		pem: toPem("CERTIFICATE", der),
		key: toPem("PRIVATE KEY", pkcs8),
	};
}

function toPem(label: string, der: ArrayBuffer): string {
	const lines =
		Buffer.from(der)
			.toString("base64")
			.match(/.{1,64}/g) ?? [];
	return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}
