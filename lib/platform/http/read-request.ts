import { AppError } from "@/lib/core/errors";
import { Unreadable } from "@/lib/core/input/parse";

/** Longest JSON body, in bytes: 10,000 ids with their versions. */
const BODY_LIMIT = 2_000_000;
/** How much of a body that is too long is read before its sender is cut off. */
const READ_LIMIT = 16_000_000;

/** @throws AppError `too_large` beyond two megabytes */
export async function readBytes(request: Request): Promise<Uint8Array> {
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
		size += chunk.byteLength;
		if (size > READ_LIMIT) break;
		// Read on, unkept: who is cut off while still sending never sees the answer.
		if (size > BODY_LIMIT) chunks.length = 0;
		else chunks.push(chunk);
	}
	if (size > BODY_LIMIT) throw new AppError("too_large", "The request is larger than two megabytes.");
	return Buffer.concat(chunks);
}

/** What a body says; when it is not JSON, what its verb refuses in its stead. */
export function parseJson(bytes: Uint8Array): unknown {
	try {
		return JSON.parse(Buffer.from(bytes).toString("utf8"));
	} catch (cause) {
		return new Unreadable(
			new AppError("invalid_input", "The request's body is not JSON.", {
				places: [{ field: "body", message: (cause as Error).message }],
				cause,
			}),
		);
	}
}

/** A page of another origin may send a form or a fetch here with the person's cookie; browsers say so. */
export function refuseForeign(request: Request): void {
	const site = request.headers.get("sec-fetch-site");
	if (site === null || site === "same-origin" || site === "none") return;
	throw new AppError("forbidden", "This request comes from another site.");
}
