import type { Hunt } from "@/lib/triage/catalogue/definition";
import type { RefusedHunt } from "@/lib/triage/catalogue/schema";

/** A file of the catalogue as it was read. */
export type HuntEntry =
	| { readonly hunt: Hunt & { readonly file: string } }
	| { readonly refused: RefusedHunt };

/** A file to read, and the hash of what was read of it before; null where nothing was. */
export interface FileToRead {
	readonly file: string;
	readonly hash: string | null;
}

/** What the reader is asked once, when it is started. */
export interface ToReader {
	readonly directory: string;
	readonly files: readonly FileToRead[];
}

/** `begin` is on its way before the file is opened, so that whatever happens then is known to be that file's doing. */
export type FromReader =
	| { readonly type: "begin"; readonly file: string }
	/** `hash` is that of the content; null where there was none to be had. */
	| { readonly type: "read"; readonly file: string; readonly entry: HuntEntry; readonly hash: string | null }
	/** It holds what was read before. */
	| { readonly type: "same"; readonly file: string }
	| { readonly type: "done" };
