/** An integer of sixteen digits or more, which a number may not hold, and nothing that has a fraction or exponent. */
const LONG = /(^|[^\w.+-])(-?\d{16,})(?![\d.eE])/g;
const LONG_ANYWHERE = /\d{16}/;

/**
 * Parses JSON with integers beyond 2^53 as decimal strings, where JSON.parse would round them.
 * @throws SyntaxError as JSON.parse
 */
export function parseExactJson(text: string): unknown {
	return JSON.parse(LONG_ANYWHERE.test(text) ? withLongsQuoted(text) : text);
}

function withLongsQuoted(text: string): string {
	const pieces: string[] = [];
	let at = 0;
	while (at < text.length) {
		const open = text.indexOf('"', at);
		const outside = open < 0 ? text.slice(at) : text.slice(at, open);
		pieces.push(outside.length < 16 ? outside : outside.replace(LONG, quoteUnsafe));
		if (open < 0) break;
		at = stringEnd(text, open);
		pieces.push(text.slice(open, at));
	}
	return pieces.join("");
}

function quoteUnsafe(whole: string, before: string, digits: string): string {
	return Number.isSafeInteger(Number(digits)) ? whole : `${before}"${digits}"`;
}

/** Where the string that opens at `open` has ended. */
function stringEnd(text: string, open: number): number {
	for (let close = text.indexOf('"', open + 1); close >= 0; close = text.indexOf('"', close + 1)) {
		let slashes = 0;
		while (text[close - 1 - slashes] === "\\") slashes += 1;
		if (slashes % 2 === 0) return close + 1;
	}
	return text.length;
}
