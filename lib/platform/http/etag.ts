import { AppError } from "@/lib/core/errors";

/** A version as an entity tag. It names what a write depends on, not every byte of the answer. */
export function etag(version: number | string): string {
	return `"${version}"`;
}

/**
 * The version that an `If-Match` header names; null without one.
 * @throws AppError `invalid_input` for several tags, a weak one or `*`: a write is about the one version somebody saw
 */
export function readIfMatch(header: string | null): string | null {
	if (header === null) return null;
	const tag = /^\s*"([\x21\x23-\x7e]{1,100})"\s*$/.exec(header)?.[1];
	if (tag !== undefined) return tag;
	throw new AppError("invalid_input", "If-Match is not one entity tag.", {
		places: [{ field: "If-Match", message: 'Send the ETag of the resource as you read it, such as "7".' }],
	});
}

/** What a write is answered that needs the version somebody saw. */
export function missingIfMatch(): AppError {
	return new AppError("invalid_input", "If-Match: Send the version you saw.", {
		places: [{ field: "If-Match", message: "Is missing: send the ETag of the resource as you read it." }],
	});
}
