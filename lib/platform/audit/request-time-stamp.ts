import { createHash, randomBytes } from "node:crypto";
import { Integer, Null, OctetString } from "asn1js";
import { AlgorithmIdentifier, MessageImprint, TimeStampReq } from "pkijs";
import {
	type ProvenStamp,
	readStampResponse,
	StampProblem,
	type StampTrust,
	verifyTimeStamp,
} from "./verify-time-stamp";

/** For the whole exchange. */
const TIMEOUT_MS = 10_000;
/** Longest answer that is read, in bytes; a stamp with its certificates is some 6 kB. */
const MOST_BYTES = 65_536;

/** A request for a stamp of a text (RFC 3161, 2.4.1), with a nonce so that an old answer isn't taken for a new one. */
export function stampRequest(text: string): { body: Uint8Array; nonce: string } {
	const nonce = randomBytes(16);
	// Positive, and not led by a zero: one way to write it as DER.
	nonce[0] = ((nonce[0] ?? 0) & 0x3f) | 0x40;
	const request = new TimeStampReq({
		version: 1,
		messageImprint: new MessageImprint({
			hashAlgorithm: new AlgorithmIdentifier({
				algorithmId: "2.16.840.1.101.3.4.2.1",
				algorithmParams: new Null(),
			}),
			hashedMessage: new OctetString({
				valueHex: new Uint8Array(createHash("sha256").update(text).digest()),
			}),
		}),
		nonce: new Integer({ valueHex: new Uint8Array(nonce) }),
		certReq: true,
	});
	return { body: new Uint8Array(request.toSchema().toBER()), nonce: nonce.toString("hex") };
}

export interface StampService {
	/** http or https; a user and password in it are sent as Basic authentication. */
	readonly url: string;
	readonly trust: StampTrust;
	readonly timeoutMs?: number;
}

/**
 * Has a text stamped, and proves what came.
 * @returns the token (DER) and what it says
 * @throws StampProblem with the reason
 */
export async function requestTimeStamp(
	text: string,
	{ url, trust, timeoutMs = TIMEOUT_MS }: StampService,
	signal?: AbortSignal,
): Promise<{ token: Uint8Array; stamp: ProvenStamp }> {
	const { body, nonce } = stampRequest(text);
	const deadline = AbortSignal.timeout(timeoutMs);
	let answer: Uint8Array;
	try {
		answer = await exchange(new URL(url), body, signal ? AbortSignal.any([deadline, signal]) : deadline);
	} catch (error) {
		if (error instanceof StampProblem) throw error;
		const { cause } = error as { cause?: { code?: string } };
		throw new StampProblem(
			deadline.aborted
				? `there was no answer within ${timeoutMs / 1_000} seconds`
				: `it couldn't be reached (${cause?.code ?? (error as Error).name})`,
			{ cause: error },
		);
	}
	const token = readStampResponse(answer);
	const stamp = await verifyTimeStamp(token, text, trust);
	if (stamp.nonce !== nonce) throw new StampProblem("the answer is to another request");
	return { token, stamp };
}

async function exchange(url: URL, body: Uint8Array, signal: AbortSignal): Promise<Uint8Array> {
	const headers: Record<string, string> = {
		"Content-Type": "application/timestamp-query",
		Accept: "application/timestamp-reply",
	};
	if (url.username !== "") {
		const user = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
		headers.Authorization = `Basic ${Buffer.from(user).toString("base64")}`;
		url.username = "";
		url.password = "";
	}
	const response = await fetch(url, {
		method: "POST",
		headers,
		body: new Uint8Array(body),
		redirect: "manual",
		signal,
	});
	if (response.status !== 200) {
		await response.body?.cancel();
		throw new StampProblem(`it answered with status ${response.status}`);
	}
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of response.body ?? []) {
		size += chunk.length;
		if (size > MOST_BYTES) throw new StampProblem(`its answer is longer than ${MOST_BYTES / 1_024} KB`);
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}
