import type { Hunt } from "@/lib/triage/catalogue/definition";
import type { RefusedHunt } from "@/lib/triage/catalogue/schema";

/** A file of the catalogue as it was read. */
export type HuntEntry =
	| { readonly hunt: Hunt & { readonly file: string } }
	| { readonly refused: RefusedHunt };

/** What the reader is asked once, when it is started. */
export interface ToReader {
	readonly directory: string;
	readonly files: readonly string[];
}

/** `begin` is on its way before the file is opened, so that whatever happens then is known to be that file's doing. */
export type FromReader =
	| { readonly type: "begin"; readonly file: string }
	| { readonly type: "read"; readonly file: string; readonly entry: HuntEntry }
	| { readonly type: "done" };
