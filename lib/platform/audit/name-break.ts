import { hashOf } from "./chain";
import { type Found, isLink, type Link } from "./source";

export type BreakKind = "changed" | "deleted" | "inserted" | "reordered";

/** The first row that is not as it was recorded. */
export interface Break {
	readonly kind: BreakKind;
	/** The number of the row. */
	readonly seq: number;
	/** Where it stands, or should: the line of an export. 0 where no one place can be named. */
	readonly place: number;
	/** A sentence. */
	readonly reason: string;
}

interface Scene {
	/** The last two rows that are whole. */
	readonly before: Link | undefined;
	readonly last: Link | undefined;
	/** The row that does not continue them, and what follows. Never empty. */
	readonly window: readonly Found[];
	/** What follows the window. */
	readonly rest: AsyncIterable<Found>;
	readonly partial: boolean;
}

/** How far a renumbered row is looked for from the number it carries. */
const SEARCH = 1_000;
/** Rows whose true number is searched for. */
const SEARCHED_ROWS = 50;

/**
 * Tells what happened where a chain breaks. A row's hash covers its number, so a row that was moved or
 * renumbered still tells the number it was recorded with; what follows tells whether the expected row is gone,
 * comes later, or is the one before us in another shape.
 */
export async function nameBreak(scene: Scene): Promise<Break> {
	const { last, window, partial } = scene;
	const row = window[0] as Found;
	const expected = (last?.seq ?? 0) + 1;
	const numbers = window.map((found, index) =>
		index < SEARCHED_ROWS ? recordedNumber(found) : ownNumber(found),
	);
	const number = numbers[0] ?? null;
	const at = (kind: BreakKind, seq: number, reason: string): Break => ({
		kind,
		seq,
		place: row.place,
		reason,
	});

	if (partial) return partialBreak(row, expected, number);
	if (number === null) {
		// The row that belongs here comes right after it: this one was put before it.
		if (numbers[1] === expected) {
			return at("inserted", expected, `A row stands before row ${expected} that was never recorded.`);
		}
		if (!isLink(row)) return at("changed", expected, `Row ${expected} cannot be read: ${row.problem}.`);
		return at("changed", expected, `Row ${expected} does not have its hash: what it says was changed.`);
	}
	if (number === expected) return brokenLink(scene, row as Link, numbers);
	if (number > expected) {
		const later = await findLater(scene, numbers, expected);
		if (later !== undefined) {
			return at("reordered", expected, `Row ${number} stands where row ${expected} belongs (${later}).`);
		}
		const gone = number - expected === 1 ? `Row ${expected} is` : `Rows ${expected} to ${number - 1} are`;
		return at("deleted", expected, `${gone} missing: row ${number} follows row ${expected - 1}.`);
	}
	return surplus(scene, row as Link, number, numbers);
}

/** It is the row that belongs here, and yet it does not hold on to the one before. */
function brokenLink({ last, window }: Scene, row: Link, numbers: readonly (number | null)[]): Break {
	const expected = (last?.seq ?? 0) + 1;
	const next = window[1];
	const at = (kind: BreakKind, seq: number, place: number, reason: string): Break => ({
		kind,
		seq,
		place,
		reason,
	});
	if (row.seq !== expected) {
		return at("changed", expected, row.place, `Row ${expected} was given the number ${row.seq}.`);
	}
	if (numbers[1] === expected) {
		return at(
			"inserted",
			expected,
			row.place,
			`There are two rows ${expected}; the first was never recorded.`,
		);
	}
	const original = isLink(next) && numbers[1] === expected + 1 && next.previous === row.hash;
	if (last !== undefined && original) {
		const reason = `Row ${last.seq} has another hash than row ${expected} was recorded after: it was rewritten.`;
		return at("changed", last.seq, last.place, reason);
	}
	return at(
		"changed",
		expected,
		row.place,
		`Row ${expected} does not continue row ${expected - 1}: it was rewritten.`,
	);
}

/** A row whose number has been before. */
function surplus(
	{ before, last, window }: Scene,
	row: Link,
	number: number,
	numbers: readonly (number | null)[],
): Break {
	const next = window[1];
	const shifted = row.seq === number ? "" : `, now numbered ${row.seq}`;
	if (last !== undefined && number === last.seq && row.hash !== last.hash) {
		const continued = isLink(next) && numbers[1] === number + 1 && next.previous === row.hash;
		if (continued && row.previous === (before?.hash ?? row.previous)) {
			const reason = `There are two rows ${number}; the recorded one${shifted} comes after this one.`;
			return { kind: "inserted", seq: number, place: last.place, reason };
		}
	}
	const copy = last !== undefined && row.hash === last.hash ? "a copy of " : "a second ";
	const reason = `After row ${last?.seq ?? 0} stands ${copy}row ${number}${shifted}.`;
	return { kind: "inserted", seq: row.seq, place: row.place, reason };
}

function partialBreak(row: Found, expected: number, number: number | null): Break {
	const at = (kind: BreakKind, seq: number, reason: string): Break => ({
		kind,
		seq,
		place: row.place,
		reason,
	});
	if (!isLink(row))
		return at("changed", expected, `A row after row ${expected - 1} cannot be read: ${row.problem}.`);
	if (number !== row.seq)
		return at("changed", row.seq, `Row ${row.seq} does not have its hash: it was changed.`);
	if (row.seq < expected) return at("reordered", row.seq, `Row ${row.seq} stands after row ${expected - 1}.`);
	return at(
		"changed",
		row.seq,
		`Row ${row.seq} does not continue row ${row.seq - 1}: one of them was rewritten.`,
	);
}

/** Where the row with a number comes later, in words. */
async function findLater(
	{ window, rest }: Scene,
	numbers: readonly (number | null)[],
	wanted: number,
): Promise<string | undefined> {
	const index = numbers.indexOf(wanted, 1);
	const inWindow = index < 0 ? undefined : window[index];
	if (inWindow) return whereabouts(inWindow, wanted);
	for await (const found of rest) if (ownNumber(found) === wanted) return whereabouts(found, wanted);
	return undefined;
}

function whereabouts(found: Found, number: number): string {
	return isLink(found) && found.seq !== number
		? `which now has the number ${found.seq}`
		: `which comes at place ${found.place}`;
}

/** The number of a row that has its hash; null for any other. */
function ownNumber(found: Found): number | null {
	return isLink(found) && hashOf(found.text) === found.hash ? found.seq : null;
}

/** The number a row was recorded with, though it may carry another now; null when it is not as recorded. */
function recordedNumber(found: Found): number | null {
	const own = ownNumber(found);
	if (own !== null || !isLink(found)) return own;
	const text = Buffer.from(found.text.buffer, found.text.byteOffset, found.text.byteLength);
	const label = `"seq":${found.seq},`;
	const start = text.indexOf(label);
	if (start < 0) return null;
	const head = text.toString("utf8", 0, start);
	const tail = text.subarray(start + label.length);
	for (let away = 1; away <= SEARCH; away++) {
		for (const number of [found.seq - away, found.seq + away]) {
			if (number < 1) continue;
			const candidate = Buffer.concat([Buffer.from(`${head}"seq":${number},`), tail]);
			if (hashOf(candidate) === found.hash) return number;
		}
	}
	return null;
}
