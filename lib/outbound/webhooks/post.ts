/** One request to a receiver that we do not trust: it may be anywhere, answer anything, or never end. */
import { lookup as systemLookup } from "node:dns/promises";
import { request as httpRequest, type IncomingMessage, type RequestOptions } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP } from "node:net";
import { config } from "@/lib/platform/config/config";
import { addressProblem } from "./address";
import { ANSWER_LIMIT, type Answer, isAllowedHost, retryAfterSeconds, TIMEOUT_MS, urlProblem } from "./rules";

export interface Network {
	/** All addresses of a host name. */
	readonly resolve: (host: string) => Promise<readonly string[]>;
	readonly allowedHosts: readonly string[];
	readonly allowedNetworks: readonly string[];
	/** For the whole exchange, from the name's resolution to the last byte that is read. */
	readonly timeoutMs: number;
}

/** The network as it is configured, with the system's own resolver. */
export function configuredNetwork(): Network {
	const { allowedHosts, allowedNetworks } = config().webhooks;
	return {
		resolve: async (host) => (await systemLookup(host, { all: true })).map(({ address }) => address),
		allowedHosts,
		allowedNetworks,
		timeoutMs: TIMEOUT_MS,
	};
}

export interface PostAnswer extends Answer {
	/** The beginning of the answer's body; null without one. */
	readonly body: string | null;
	readonly durationMs: number;
}

class Refused extends Error {}

/**
 * Sends a body. Never throws but for `signal`: what goes wrong is the answer's `problem`. Redirects are not
 * followed, and at most {@link ANSWER_LIMIT} bytes of the answer are read. The addresses of a name are resolved
 * once and checked, and the connection is made to one of these: a name that changes in between changes nothing.
 */
export async function post(
	target: string,
	headers: Readonly<Record<string, string>>,
	body: string,
	network: Network,
	signal?: AbortSignal,
): Promise<PostAnswer> {
	const began = performance.now();
	const deadline = AbortSignal.timeout(network.timeoutMs);
	const ended = signal ? AbortSignal.any([deadline, signal]) : deadline;
	const took = () => Math.round(performance.now() - began);
	try {
		const url = new URL(target);
		const addresses = await unlessEnded(destinations(url, network), ended);
		const { status, text, retryAfter } = await exchange(url, addresses, headers, body, ended);
		return {
			status,
			body: text === "" ? null : text,
			problem: statusProblem(status),
			retryAfterSeconds: retryAfterSeconds(retryAfter, new Date()),
			durationMs: took(),
		};
	} catch (error) {
		signal?.throwIfAborted();
		return {
			status: null,
			body: null,
			problem: deadline.aborted
				? `No answer within ${network.timeoutMs / 1_000} seconds.`
				: failureText(error as NodeJS.ErrnoException),
			retryAfterSeconds: null,
			durationMs: took(),
		};
	}
}

/** What speaks against a URL before any name is resolved; also what the form is told. */
export function destinationProblem(target: string, network: Network): string | null {
	const problem = urlProblem(target, network.allowedHosts);
	if (problem !== null) return problem;
	const url = new URL(target);
	const address = literalAddress(url);
	if (address === null || isAllowedHost(url, network.allowedHosts)) return null;
	const kind = addressProblem(address, network.allowedNetworks);
	return kind === null ? null : refusal("This", kind);
}

async function destinations(url: URL, network: Network): Promise<readonly string[]> {
	const problem = destinationProblem(url.href, network);
	if (problem !== null) throw new Refused(problem);
	const literal = literalAddress(url);
	if (literal !== null) return [literal];
	const addresses = await network.resolve(url.hostname);
	if (addresses.length === 0) throw new Refused("The host name has no address.");
	if (isAllowedHost(url, network.allowedHosts)) return addresses;
	for (const address of addresses) {
		const kind = addressProblem(address, network.allowedNetworks);
		// One bad address among good ones is no accident.
		if (kind !== null) throw new Refused(refusal("The host name leads to what", kind));
	}
	return addresses;
}

function refusal(subject: string, kind: string): string {
	return `${subject} is no public address (${kind}). WEBHOOK_ALLOWED_HOSTS or WEBHOOK_ALLOWED_NETWORKS can allow it.`;
}

function literalAddress(url: URL): string | null {
	const host = url.hostname.replace(/^\[|\]$/g, "");
	return isIP(host) === 0 ? null : host;
}

interface Exchange {
	readonly status: number;
	readonly text: string;
	readonly retryAfter: string | undefined;
}

function exchange(
	url: URL,
	addresses: readonly string[],
	headers: Readonly<Record<string, string>>,
	body: string,
	ended: AbortSignal,
): Promise<Exchange> {
	return new Promise((resolve, reject) => {
		const host = url.hostname.replace(/^\[|\]$/g, "");
		const options: RequestOptions & { servername?: string } = {
			method: "POST",
			host,
			port: url.port || (url.protocol === "https:" ? 443 : 80),
			path: `${url.pathname}${url.search}`,
			headers: {
				...headers,
				host: url.host,
				"content-length": Buffer.byteLength(body),
				"accept-encoding": "identity",
			},
			// A connection of its own, so that none is reused that was made to another address.
			agent: false,
			signal: ended,
			lookup: pinned(addresses),
		};
		let answered = false;
		const request = (url.protocol === "https:" ? httpsRequest : httpRequest)(options, (response) => {
			answered = true;
			readSome(response, (text) => {
				resolve({
					status: response.statusCode ?? 0,
					text,
					retryAfter: response.headers["retry-after"],
				});
				request.destroy();
			});
		});
		// After the status has come, how the connection ends is of no interest.
		request.on("error", (error) => {
			if (!answered) reject(error);
		});
		// A switch of protocols ends without an answer and without an error.
		request.once("close", () => {
			if (!answered) reject(Object.assign(new Error("closed"), { code: "ECONNRESET" }));
		});
		request.end(body);
	});
}

/** Answers every question for a name with the addresses that were checked. */
function pinned(addresses: readonly string[]): NonNullable<RequestOptions["lookup"]> {
	const all = addresses.map((address) => ({ address, family: isIP(address) }));
	return (_host, options, answer) => {
		const first = all[0];
		if (options.all === true) answer(null, all);
		else if (first !== undefined) answer(null, first.address, first.family);
	};
}

/** The beginning of a body. The status has decided already, so one that breaks off or does not end is cut there. */
function readSome(response: IncomingMessage, done: (text: string) => void): void {
	const chunks: Buffer[] = [];
	let size = 0;
	const finish = () => {
		const text = Buffer.concat(chunks).subarray(0, ANSWER_LIMIT).toString("utf8");
		// PostgreSQL keeps no NUL in a text.
		done(text.replaceAll("\0", "\ufffd"));
	};
	response.on("data", (chunk: Buffer) => {
		chunks.push(chunk);
		size += chunk.byteLength;
		if (size >= ANSWER_LIMIT) response.destroy();
	});
	response.once("error", () => {});
	response.once("close", finish);
}

function unlessEnded<T>(work: Promise<T>, ended: AbortSignal): Promise<T> {
	return new Promise((resolve, reject) => {
		const end = () => reject(ended.reason);
		if (ended.aborted) end();
		ended.addEventListener("abort", end, { once: true });
		work.then(resolve, reject).finally(() => ended.removeEventListener("abort", end));
	});
}

function statusProblem(status: number): string | null {
	if (status >= 200 && status < 300) return null;
	if (status === 410) return "The receiver is gone (410).";
	if (status >= 300 && status < 400) return `The receiver redirects (${status}), which is not followed.`;
	return `The receiver answered with ${status}.`;
}

const FAILURES: Readonly<Record<string, string>> = {
	ECONNREFUSED: "The connection was refused.",
	ECONNRESET: "The connection was closed before an answer.",
	EPIPE: "The connection was closed before an answer.",
	ENOTFOUND: "The host name is not known.",
	EAI_AGAIN: "The host name could not be resolved just now.",
	EHOSTUNREACH: "The host cannot be reached.",
	ENETUNREACH: "The network cannot be reached.",
	ETIMEDOUT: "The connection timed out.",
	CERT_HAS_EXPIRED: "The receiver's certificate has expired.",
	ERR_TLS_CERT_ALTNAME_INVALID: "The receiver's certificate is for another host.",
	DEPTH_ZERO_SELF_SIGNED_CERT:
		"The receiver's certificate is not trusted (NODE_EXTRA_CA_CERTS can trust it).",
	SELF_SIGNED_CERT_IN_CHAIN: "The receiver's certificate is not trusted (NODE_EXTRA_CA_CERTS can trust it).",
	UNABLE_TO_VERIFY_LEAF_SIGNATURE:
		"The receiver's certificate is not trusted (NODE_EXTRA_CA_CERTS can trust it).",
};

function failureText(error: NodeJS.ErrnoException): string {
	if (error instanceof Refused) return error.message;
	// Of several addresses, each failed in its own way.
	const code = error.code ?? (error instanceof AggregateError ? error.errors[0]?.code : undefined);
	if (code?.startsWith("HPE_")) return "The answer is not HTTP.";
	return FAILURES[code ?? ""] ?? `The request failed${code === undefined ? "" : ` (${code})`}.`;
}
