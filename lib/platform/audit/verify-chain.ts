import { type ChainHead, GENESIS, hashOf } from "./chain";
import { type Break, type BreakKind, nameBreak } from "./name-break";
import { type AuditSource, type Ending, type Found, isLink, type Link } from "./source";

/** A head that was noted earlier; without a number when only the hash was. */
export interface ExpectedHead {
	readonly seq?: number;
	readonly hash: string;
	/** When it was noted, ISO 8601; undefined when a person gave it. */
	readonly notedAt?: string;
	/** What is wrong with how it was noted, a sentence: it proves nothing then, and should. */
	readonly problem?: string;
}

export interface VerifyOptions {
	/** Heads that the chain must contain: what they were noted for cannot have been cut off or rewritten since. */
	readonly expect?: readonly ExpectedHead[];
	/** Heads from the file of anchors (anchors.ts), as many as there are: the same, but only counted in the outcome. */
	readonly anchors?: readonly ExpectedHead[];
	/** For an export of a part of the audit: each row proves itself, but not that none is missing. */
	readonly partial?: boolean;
	readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
	readonly signal?: AbortSignal;
}

export interface Whole {
	readonly outcome: "whole";
	/** Rows that were checked. */
	readonly rows: number;
	/** The last of them. */
	readonly head: ChainHead;
	/** How many of the anchors were found where they were noted: all of them. */
	readonly anchored: number;
	/** The expected heads, each with the row it was found at. */
	readonly found: readonly { readonly seq: number; readonly hash: string }[];
}

export interface Broken {
	readonly outcome: "broken";
	/** Rows before the first broken one, all of them whole. */
	readonly rows: number;
	/** The last row that is whole. */
	readonly head: ChainHead;
	readonly broken: Break;
}

export type Verdict = Whole | Broken;

/** Rows looked at beyond a break to tell what happened. */
const LOOK_AHEAD = 200;

/**
 * Proves an audit, or names the first row that is not as it was recorded. Memory is bounded by a batch.
 * @throws what the source throws, and the signal's reason when aborted.
 */
export async function verifyChain(source: AuditSource, options: VerifyOptions = {}): Promise<Verdict> {
	const { partial = false, onProgress, signal } = options;
	const batches = source.batches();
	const found = new Map<string, number>([[GENESIS, 0]]);
	const expected = [...(options.expect ?? []), ...(options.anchors ?? [])];
	const wanted = new Set(expected.map(({ hash }) => hash));
	let before: Link | undefined;
	let last: Link | undefined;
	let rows = 0;

	const iterator = batches[Symbol.asyncIterator]();
	for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
		signal?.throwIfAborted();
		const batch = next.value;
		for (const [index, row] of batch.entries()) {
			if (!continues(row, last, partial)) {
				const window = await look(batch.slice(index), iterator);
				const broken = await nameBreak({ before, last, window, rest: restOf(iterator), partial });
				return { outcome: "broken", rows, head: headOf(last), broken };
			}
			if (wanted.has(row.hash)) found.set(row.hash, row.seq);
			before = last;
			last = row;
			rows += 1;
		}
		const progress = source.done();
		if (progress) onProgress?.(progress);
	}

	const head = headOf(last);
	const end = wrongEnd(await source.ending(), { head, rows, partial, place: last?.place ?? 0 });
	const missed = unmet(expected, found, head);
	const broken = end && missed ? { ...end, reason: `${end.reason} ${missed.reason}` } : (end ?? missed);
	if (broken) return { outcome: "broken", rows, head, broken };
	return {
		outcome: "whole",
		rows,
		head,
		anchored: (options.anchors ?? []).length,
		found: (options.expect ?? []).map(({ hash }) => ({ hash, seq: found.get(hash) ?? 0 })),
	};
}

function continues(row: Found, last: Link | undefined, partial: boolean): row is Link {
	if (!isLink(row) || hashOf(row.text) !== row.hash) return false;
	const { seq, hash } = headOf(last);
	return row.seq === seq + 1 ? row.previous === hash : partial && row.seq > seq;
}

function headOf(last: Link | undefined): ChainHead {
	return last ? { seq: last.seq, hash: last.hash } : { seq: 0, hash: GENESIS };
}

async function look(rest: readonly Found[], iterator: AsyncIterator<readonly Found[]>): Promise<Found[]> {
	const window = [...rest];
	while (window.length < LOOK_AHEAD) {
		const next = await iterator.next();
		if (next.done) break;
		window.push(...next.value);
	}
	return window;
}

async function* restOf(iterator: AsyncIterator<readonly Found[]>): AsyncGenerator<Found> {
	for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield* next.value;
}

interface Reached {
	readonly head: ChainHead;
	readonly rows: number;
	readonly partial: boolean;
	readonly place: number;
}

/** The rows are a chain; whether it is all of it only the record of its end can say. */
function wrongEnd(ending: Ending, { head, rows, partial, place }: Reached): Break | undefined {
	const at = (kind: BreakKind, seq: number, reason: string) => ({ kind, seq, place, reason });
	if ("problem" in ending) {
		return at("deleted", head.seq + 1, `After row ${head.seq} ${ending.problem}.`);
	}
	if (ending.seq > head.seq && !partial) {
		return at("deleted", head.seq + 1, `${range(head.seq + 1, ending.seq)} missing at the end.`);
	}
	if (ending.seq < head.seq) {
		const reason = `${range(ending.seq + 1, head.seq)} not part of the chain, which ends with row ${ending.seq}.`;
		return at("inserted", ending.seq + 1, reason);
	}
	if (ending.seq === head.seq && ending.hash !== head.hash) {
		return at(
			"changed",
			head.seq,
			`Row ${head.seq} has another hash than the chain ended with: it was rewritten.`,
		);
	}
	if (ending.rows !== undefined && ending.rows !== rows) {
		const reason = `The closing line counts ${ending.rows} rows, and there are ${rows}.`;
		return at(ending.rows > rows ? "deleted" : "inserted", head.seq + 1, reason);
	}
	return undefined;
}

function unmet(
	expected: readonly ExpectedHead[],
	found: ReadonlyMap<string, number>,
	head: ChainHead,
): Break | undefined {
	for (const { seq, hash, notedAt } of expected) {
		const at = found.get(hash);
		if (at !== undefined && (seq === undefined || seq === at)) continue;
		const noted = notedAt === undefined ? "" : ` on ${notedAt.slice(0, 10)} at ${notedAt.slice(11, 19)} UTC`;
		if (at !== undefined) {
			const reason = `The expected head is row ${at}, not row ${seq}${noted === "" ? "" : ` as was noted${noted}`}.`;
			return { kind: "changed", seq: at, place: 0, reason };
		}
		if (seq !== undefined && seq <= head.seq) {
			const reason = `Row ${seq} has another hash than was noted for it${noted}: it, or a row before it, was rewritten.`;
			return { kind: "changed", seq, place: 0, reason };
		}
		const what =
			noted === "" ? `the expected hash ${hash}` : `the hash ${hash}, noted${noted} for row ${seq}`;
		const reason =
			`No row has ${what}: the chain ends with row ${head.seq}, ` +
			"so rows were removed from its end, or it was rewritten.";
		return { kind: "deleted", seq: head.seq + 1, place: 0, reason };
	}
	const doubtful = expected.find(({ problem }) => problem !== undefined);
	return doubtful?.problem === undefined
		? undefined
		: { kind: "changed", seq: doubtful.seq ?? 0, place: 0, reason: doubtful.problem };
}

function range(from: number, to: number): string {
	return from === to ? `Row ${from} is` : `Rows ${from} to ${to} are`;
}
