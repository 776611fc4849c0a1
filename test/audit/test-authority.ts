/** A time stamping authority (RFC 3161) for tests, which can be made to answer wrongly. */
import { createHash, type webcrypto } from "node:crypto";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Integer, ObjectIdentifier, OctetString, Sequence } from "asn1js";
import {
	Attribute,
	Certificate,
	ContentInfo,
	EncapsulatedContentInfo,
	IssuerAndSerialNumber,
	PKIStatusInfo,
	SignedAndUnsignedAttributes,
	SignedData,
	SignerInfo,
	TimeStampReq,
	TimeStampResp,
	TSTInfo,
} from "pkijs";
import { makeCertificate, type TestCertificate } from "./test-certificates";

export const TIME_STAMPING = "1.3.6.1.5.5.7.3.8";
const TST_INFO = "1.2.840.113549.1.9.16.1.4";

/** What a stamp says other than it should. */
export interface Faults {
	readonly status?: number;
	readonly digest?: Buffer;
	readonly nonce?: Buffer;
	readonly at?: Date;
	/** Who is named as the signer, in place of who signs. */
	readonly named?: TestCertificate;
	/** Whose key signs. */
	readonly key?: webcrypto.CryptoKey;
	/** Replaces the whole answer. */
	readonly answer?: (response: ServerResponse) => void;
}

export interface TestAuthority {
	readonly root: TestCertificate;
	readonly signer: TestCertificate;
	readonly url: string;
	/** Requests so far. */
	readonly requests: TimeStampReq[];
	/** What the last request gave to say who asks. */
	authorization: string | undefined;
	faults: Faults;
	close(): Promise<void>;
}

export async function startAuthority(): Promise<TestAuthority> {
	const root = await makeCertificate({ name: "Test root", authority: true });
	const signer = await makeCertificate({
		name: "Test time stamps",
		issuer: root,
		usage: { purposes: [TIME_STAMPING], critical: true },
	});
	const requests: TimeStampReq[] = [];
	const server: Server = createServer(async (incoming, response) => {
		const chunks: Buffer[] = [];
		for await (const chunk of incoming) chunks.push(chunk);
		authority.authorization = incoming.headers.authorization;
		if (authority.faults.answer) return authority.faults.answer(response);
		const request = TimeStampReq.fromBER(new Uint8Array(Buffer.concat(chunks)).buffer);
		requests.push(request);
		response.setHeader("Content-Type", "application/timestamp-reply");
		response.end(await answerTo(request, signer, authority.faults));
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const authority: TestAuthority = {
		root,
		signer,
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/tsr`,
		requests,
		authorization: undefined,
		faults: {},
		close: () => {
			server.closeAllConnections();
			return new Promise((resolve) => server.close(() => resolve()));
		},
	};
	return authority;
}

async function answerTo(request: TimeStampReq, signer: TestCertificate, faults: Faults): Promise<Buffer> {
	const { status = 0 } = faults;
	const answer = new TimeStampResp({ status: new PKIStatusInfo({ status }) });
	if (status < 2) {
		const digest = Buffer.from(request.messageImprint.hashedMessage.valueBlock.valueHexView);
		const nonce = request.nonce && Buffer.from(request.nonce.valueBlock.valueHexView);
		answer.timeStampToken = await makeToken(signer, { digest, ...(nonce && { nonce }), ...faults });
	}
	return Buffer.from(answer.toSchema().toBER());
}

/** A token over a digest (SHA-256). */
export async function makeToken(
	signer: TestCertificate,
	{ digest = Buffer.alloc(32), nonce, at = new Date(), named = signer, key }: Faults,
): Promise<ContentInfo> {
	const template = new TimeStampReq();
	template.messageImprint.hashAlgorithm.algorithmId = "2.16.840.1.101.3.4.2.1";
	template.messageImprint.hashedMessage = new OctetString({ valueHex: new Uint8Array(digest) });
	const info = new TSTInfo({
		version: 1,
		policy: "1.2.3.4.1",
		messageImprint: template.messageImprint,
		serialNumber: new Integer({ value: 1 }),
		genTime: at,
		...(nonce && { nonce: new Integer({ valueHex: new Uint8Array(nonce) }) }),
	});
	const content = info.toSchema().toBER();
	const sha256 = (bytes: ArrayBuffer) =>
		new Uint8Array(createHash("sha256").update(Buffer.from(bytes)).digest());
	const certificate = Buffer.from(named.certificate.toSchema().toBER());
	const attribute = (type: string, value: unknown) => new Attribute({ type, values: [value] });
	const signed = new SignedData({
		version: 3,
		encapContentInfo: new EncapsulatedContentInfo({
			eContentType: TST_INFO,
			eContent: new OctetString({ valueHex: content }),
		}),
		signerInfos: [
			new SignerInfo({
				version: 1,
				sid: new IssuerAndSerialNumber({
					issuer: signer.certificate.issuer,
					serialNumber: signer.certificate.serialNumber,
				}),
				signedAttrs: new SignedAndUnsignedAttributes({
					type: 0,
					attributes: [
						attribute("1.2.840.113549.1.9.3", new ObjectIdentifier({ value: TST_INFO })),
						attribute("1.2.840.113549.1.9.4", new OctetString({ valueHex: sha256(content) })),
						attribute(
							"1.2.840.113549.1.9.16.2.47",
							new Sequence({
								value: [
									new Sequence({
										value: [
											new Sequence({
												value: [
													new OctetString({
														valueHex: sha256(new Uint8Array(certificate).buffer),
													}),
												],
											}),
										],
									}),
								],
							}),
						),
					],
				}),
			}),
		],
		certificates: [Certificate.fromBER(signer.certificate.toSchema().toBER())],
	});
	await signed.sign((key ?? signer.keys.privateKey) as never, 0, "SHA-256");
	return new ContentInfo({ contentType: "1.2.840.113549.1.7.2", content: signed.toSchema(true) });
}

/** As written in an anchor file. */
export function tokenBytes(token: ContentInfo): Uint8Array {
	return new Uint8Array(token.toSchema().toBER());
}
