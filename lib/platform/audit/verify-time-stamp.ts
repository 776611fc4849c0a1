/**
 * Proves time stamps (RFC 3161): who signed when that a text existed. Certificates are followed to the ones that the
 * operator named, as of the time in the stamp; whether one was revoked is not asked.
 */
import { createHash, X509Certificate } from "node:crypto";
import { fromBER, type ObjectIdentifier, type OctetString, type Sequence } from "asn1js";
import { type Attribute, Certificate, ContentInfo, ExtKeyUsage, SignedData, TSTInfo } from "pkijs";

const ID = {
	signedData: "1.2.840.113549.1.7.2",
	tstInfo: "1.2.840.113549.1.9.16.1.4",
	contentType: "1.2.840.113549.1.9.3",
	messageDigest: "1.2.840.113549.1.9.4",
	signingCertificate: "1.2.840.113549.1.9.16.2.12",
	signingCertificateV2: "1.2.840.113549.1.9.16.2.47",
	extendedKeyUsage: "2.5.29.37",
	timeStamping: "1.3.6.1.5.5.7.3.8",
} as const;

/** Digests that still hold. SHA-1 does not: two texts with the same one can be made. */
const DIGESTS: Readonly<Record<string, string>> = {
	"2.16.840.1.101.3.4.2.1": "sha256",
	"2.16.840.1.101.3.4.2.2": "sha384",
	"2.16.840.1.101.3.4.2.3": "sha512",
};
const SHA256 = "2.16.840.1.101.3.4.2.1";

/** Why a stamp proves nothing, in words that go on after "because". */
export class StampProblem extends Error {}

/** Whose stamps count, and what has been found about them so far. */
export interface StampTrust {
	/** Certificates that the operator named; undefined: any that signed counts. */
	readonly anchors: readonly Certificate[] | undefined;
	/** Until when a certificate that was followed to an anchor holds, by its digest. */
	readonly followed: Map<string, { readonly from: number; readonly to: number }>;
}

export interface ProvenStamp {
	/** When the authority says the text existed. */
	readonly at: Date;
	/** The name in the certificate that signed. */
	readonly by: string;
	/** The certificate leads to one that the operator named. */
	readonly trusted: boolean;
	readonly nonce: string | null;
}

/**
 * @param pem certificates of authorities, or a stamping service's own; undefined trusts no one in particular
 * @throws StampProblem when there is no certificate in it
 */
export function stampTrust(pem: string | undefined): StampTrust {
	if (pem === undefined) return { anchors: undefined, followed: new Map() };
	const blocks = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
	if (blocks.length === 0) throw new StampProblem("there is no certificate (PEM) in it");
	const anchors = blocks.map((block, index) => {
		try {
			return Certificate.fromBER(buffer(new X509Certificate(block).raw));
		} catch (cause) {
			throw new StampProblem(`certificate ${index + 1} in it can't be read`, { cause });
		}
	});
	return { anchors, followed: new Map() };
}

/**
 * @param token a TimeStampToken, DER
 * @param text what it must be of
 * @throws StampProblem
 */
export async function verifyTimeStamp(
	token: Uint8Array,
	text: string,
	trust: StampTrust,
): Promise<ProvenStamp> {
	const { signed, info } = readToken(token);
	const { hashAlgorithm, hashedMessage } = info.messageImprint;
	const imprint = createHash("sha256").update(text).digest();
	if (hashAlgorithm.algorithmId !== SHA256 || !imprint.equals(bytes(hashedMessage))) {
		throw new StampProblem("it is of something else");
	}
	const signer = checkSigner(signed);
	checkAttributes(signed, signer);
	checkUsage(signer);
	// Revocation lists in the token are the signer's own choice; none is asked for, so none is looked at.
	signed.crls = undefined as never;
	signed.ocsps = undefined as never;
	const data = buffer(Buffer.from(text));
	const verified = await signed.verify({ signer: 0, data }).catch((cause) => {
		throw new StampProblem("its signature can't be verified", { cause });
	});
	if (!verified) throw new StampProblem("its signature is wrong");
	if (trust.anchors !== undefined) await follow(signed, signer, data, info.genTime, trust);
	return {
		at: info.genTime,
		by: nameOf(signer),
		trusted: trust.anchors !== undefined,
		nonce: info.nonce === undefined ? null : bytes(info.nonce).toString("hex"),
	};
}

function readToken(token: Uint8Array): { signed: SignedData; info: TSTInfo } {
	try {
		const content = ContentInfo.fromBER(buffer(token));
		if (content.contentType !== ID.signedData) throw new StampProblem("it is not signed");
		const signed = new SignedData({ schema: content.content });
		const { eContentType, eContent } = signed.encapContentInfo;
		if (eContentType !== ID.tstInfo || eContent === undefined) {
			throw new StampProblem("what is signed is no time stamp");
		}
		return { signed, info: TSTInfo.fromBER(eContent.getValue()) };
	} catch (cause) {
		if (cause instanceof StampProblem) throw cause;
		throw new StampProblem("it can't be read", { cause });
	}
}

/** The certificate of the one who signed. */
function checkSigner(signed: SignedData): Certificate {
	const [info, ...others] = signed.signerInfos;
	if (info === undefined || others.length > 0) throw new StampProblem("it needs exactly one signature");
	if (!(info.digestAlgorithm.algorithmId in DIGESTS)) {
		throw new StampProblem("it is signed over a digest that is no longer safe, or isn't known");
	}
	const { issuer, serialNumber } = info.sid as { issuer?: Certificate["issuer"]; serialNumber?: unknown };
	const signer = signed.certificates?.find(
		(each): each is Certificate =>
			each instanceof Certificate &&
			issuer !== undefined &&
			each.issuer.isEqual(issuer) &&
			each.serialNumber.isEqual(serialNumber as Certificate["serialNumber"]),
	);
	if (signer === undefined) throw new StampProblem("the certificate that signed it isn't in it");
	return signer;
}

/** What is signed beside the stamp: that it is one, and by which certificate (RFC 5035), each said once. */
function checkAttributes(signed: SignedData, signer: Certificate): void {
	const attributes = signed.signerInfos[0]?.signedAttrs?.attributes ?? [];
	const only = (...types: string[]): Attribute | undefined => {
		const found = attributes.filter(({ type }) => types.includes(type));
		return found.length === 1 && found[0]?.values.length === 1 ? found[0] : undefined;
	};
	const type = only(ID.contentType)?.values[0] as ObjectIdentifier | undefined;
	if (type?.valueBlock.toString() !== ID.tstInfo || only(ID.messageDigest) === undefined) {
		throw new StampProblem("its signature doesn't say what it is over");
	}
	const second = only(ID.signingCertificateV2);
	const named = second ?? only(ID.signingCertificate);
	if (named === undefined) throw new StampProblem("its signature doesn't name its certificate");
	try {
		// SEQUENCE { SEQUENCE OF SEQUENCE { [hashAlgorithm], certHash, … }, … }; the first is the signer's.
		const [first] = ((named.values[0] as Sequence).valueBlock.value[0] as Sequence).valueBlock.value;
		const parts = (first as Sequence).valueBlock.value;
		const hasAlgorithm = parts[0] !== undefined && "value" in parts[0].valueBlock && isSequence(parts[0]);
		const algorithm = hasAlgorithm
			? DIGESTS[((parts[0] as Sequence).valueBlock.value[0] as ObjectIdentifier).valueBlock.toString()]
			: second === undefined
				? "sha1" // of a certificate that the signature and the chain hold to already
				: "sha256";
		const said = bytes(parts[hasAlgorithm ? 1 : 0] as OctetString);
		if (algorithm !== undefined && createHash(algorithm).update(derOf(signer)).digest().equals(said)) return;
	} catch (cause) {
		throw new StampProblem("the name of its certificate can't be read", { cause });
	}
	throw new StampProblem("it names another certificate than the one that signed it");
}

function isSequence(block: { idBlock: { tagClass: number; tagNumber: number } }): boolean {
	return block.idBlock.tagClass === 1 && block.idBlock.tagNumber === 16;
}

/** RFC 3161, 2.3: a certificate for time stamps, and for nothing else. */
function checkUsage(signer: Certificate): void {
	const extension = signer.extensions?.find(({ extnID }) => extnID === ID.extendedKeyUsage);
	const purposes =
		extension?.parsedValue instanceof ExtKeyUsage ? extension.parsedValue.keyPurposes : undefined;
	if (extension?.critical !== true || purposes?.length !== 1 || purposes[0] !== ID.timeStamping) {
		throw new StampProblem("the certificate that signed it isn't one for time stamps alone");
	}
}

async function follow(
	signed: SignedData,
	signer: Certificate,
	data: ArrayBuffer,
	at: Date,
	{ anchors = [], followed }: StampTrust,
): Promise<void> {
	const der = derOf(signer);
	const key = createHash("sha256").update(der).digest("hex");
	let window = followed.get(key);
	if (window === undefined) {
		const path = anchors.some((anchor) => derOf(anchor).equals(der))
			? [signer]
			: await pathOf(signed, data, anchors);
		window = {
			from: Math.max(...path.map(({ notBefore }) => notBefore.value.getTime())),
			to: Math.min(...path.map(({ notAfter }) => notAfter.value.getTime())),
		};
		followed.set(key, window);
	}
	if (at.getTime() < window.from || at.getTime() > window.to) {
		throw new StampProblem("its certificate wasn't valid at its time");
	}
}

/** The certificates from the signer's to the anchor, validated by RFC 5280 as of the time in the stamp. */
async function pathOf(
	signed: SignedData,
	data: ArrayBuffer,
	trustedCerts: readonly Certificate[],
): Promise<Certificate[]> {
	try {
		const { certificatePath = [] } = await signed.verify({
			signer: 0,
			data,
			trustedCerts: [...trustedCerts],
			checkChain: true,
			extendedMode: true,
			passedWhenNotRevValues: true,
		});
		if (certificatePath.length > 0) return certificatePath;
	} catch (cause) {
		throw new StampProblem("its certificate doesn't lead to one of AUDIT_TSA_CA_FILE, valid at its time", {
			cause,
		});
	}
	throw new StampProblem("its certificate doesn't lead to one of AUDIT_TSA_CA_FILE");
}

/** The token in an answer (TimeStampResp), as it came, and what the answer says of the request. */
export function readStampResponse(body: Uint8Array): Uint8Array {
	const { result, offset } = fromBER(buffer(body));
	const parts = offset === body.length && isSequence(result) ? (result as Sequence).valueBlock.value : [];
	const [status, token] = parts as [Sequence?, Sequence?];
	const [number, texts] = (status?.valueBlock.value ?? []) as [
		{ valueBlock: { valueDec?: number } }?,
		Sequence?,
	];
	const code = number?.valueBlock.valueDec;
	if (code === undefined) throw new StampProblem("the answer can't be read");
	// 0 is granted, 1 granted with modifications: what was modified is compared like everything else.
	if (code > 1 || token === undefined) {
		const words = (texts !== undefined && isSequence(texts) ? texts.valueBlock.value : [])
			.map((each) => String((each as { valueBlock: { value?: unknown } }).valueBlock.value ?? ""))
			.join(" ")
			.replace(/[^\x20-\x7e]+/g, " ")
			.slice(0, 200);
		throw new StampProblem(`it was refused (status ${code}${words === "" ? "" : `: ${words}`})`);
	}
	return new Uint8Array(token.valueBeforeDecodeView);
}

function derOf(certificate: Certificate): Buffer {
	return Buffer.from(certificate.toSchema().toBER());
}

function nameOf(certificate: Certificate): string {
	const subject = new X509Certificate(derOf(certificate)).subject.replaceAll("\n", ", ");
	return subject.replace(/[^\x20-\x7e]+/g, " ").slice(0, 200);
}

function bytes(value: { valueBlock: { valueHexView: Uint8Array } }): Buffer {
	return Buffer.from(value.valueBlock.valueHexView);
}

/** Its own memory: a Buffer may be a part of a larger one. */
function buffer(value: Uint8Array): ArrayBuffer {
	return new Uint8Array(value).buffer;
}
