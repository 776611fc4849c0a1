/** A row as verification needs it, wherever it comes from. */
export interface Link {
	/** Counts from 1 in the order of the source: in an export, the line. */
	readonly place: number;
	readonly seq: number;
	readonly previous: string;
	readonly hash: string;
	/** The line that should have this hash (chain.ts). */
	readonly text: Uint8Array;
}

/** What stands where a row should, and why it is none. */
export interface Unreadable {
	readonly place: number;
	readonly problem: string;
}

export type Found = Link | Unreadable;

/** Where the chain should end, or why that cannot be told. */
export type Ending =
	| { readonly seq: number; readonly hash: string; readonly rows?: number }
	| { readonly problem: string };

/** An audit to verify: all of its rows in order, in batches, and then how it should have ended. */
export interface AuditSource {
	batches(): AsyncIterable<readonly Found[]>;
	/** Asked once, after the last batch. */
	ending(): Promise<Ending>;
	/** Rows or bytes in all, for a share of the work that is done; null when not known. */
	done(): { readonly done: number; readonly total: number } | null;
}

export function isLink(found: Found | undefined): found is Link {
	return found !== undefined && "hash" in found;
}
