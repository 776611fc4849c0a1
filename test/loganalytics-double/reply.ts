import type { IncomingMessage, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { constants, gzip } from "node:zlib";

const compress = promisify(gzip);
/** Answers from this many bytes on are compressed for clients that accept it. */
const COMPRESSED_FROM = 1024;

export async function answerJson(
	response: ServerResponse,
	status: number,
	body: unknown,
	headers: Record<string, string> = {},
): Promise<void> {
	await answerText(response, status, JSON.stringify(body), "application/json; charset=utf-8", headers);
}

export async function answerText(
	response: ServerResponse,
	status: number,
	body: string,
	type = "application/json; charset=utf-8",
	headers: Record<string, string> = {},
): Promise<void> {
	const accepted = String(response.req.headers["accept-encoding"] ?? "").includes("gzip");
	const small = body.length < COMPRESSED_FROM || !accepted;
	const bytes = small ? Buffer.from(body) : await compress(body, { level: constants.Z_BEST_SPEED });
	if (response.destroyed) return;
	response.writeHead(status, {
		"content-type": type,
		"content-length": bytes.length,
		...(small ? {} : { "content-encoding": "gzip" }),
		...headers,
	});
	response.end(bytes);
}

/** The body of a request, as text. @throws when it is larger than the 4 MB no query needs */
export async function bodyOf(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	let bytes = 0;
	for await (const chunk of request as AsyncIterable<Buffer>) {
		bytes += chunk.length;
		if (bytes > 4 * 1024 * 1024) throw new Error("The request is too large.");
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString("utf8");
}
