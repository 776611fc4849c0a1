const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
const TOKEN_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/**
 * A seeded stream of random values (sfc32, public domain by C. Doty-Humphrey). The same seed and label give the
 * same stream everywhere; streams with different labels are independent, so one part of the sample can change
 * without moving the others.
 */
export class Random {
	#a: number;
	#b: number;
	#c: number;
	#counter = 1;

	constructor(seed: string, ...labels: (string | number)[]) {
		const text = [seed, ...labels].join("\u0000");
		this.#a = hash(text, 0x9e3779b9);
		this.#b = hash(text, 0x243f6a88);
		this.#c = hash(text, 0xb7e15162);
		for (let round = 0; round < 12; round++) this.uint32();
	}

	uint32(): number {
		const result = (this.#a + this.#b + this.#counter) | 0;
		this.#counter = (this.#counter + 1) | 0;
		this.#a = this.#b ^ (this.#b >>> 9);
		this.#b = (this.#c + (this.#c << 3)) | 0;
		this.#c = ((this.#c << 21) | (this.#c >>> 11)) + result;
		return result >>> 0;
	}

	/** From 0 inclusive to 1 exclusive. */
	unit(): number {
		return this.uint32() / 4294967296;
	}

	/** A whole number from `low` to `high`, both possible. */
	between(low: number, high: number): number {
		return low + Math.floor(this.unit() * (high - low + 1));
	}

	chance(probability: number): boolean {
		return this.unit() < probability;
	}

	pick<T>(items: readonly T[]): T {
		const item = items[Math.floor(this.unit() * items.length)];
		if (item === undefined) throw new RangeError("Nothing to pick from.");
		return item;
	}

	/** Picks among values with weights, `[[value, weight], …]`. */
	weighted<T>(choices: readonly (readonly [T, number])[]): T {
		let total = 0;
		for (const [, weight] of choices) total += weight;
		let rest = this.unit() * total;
		for (const [value, weight] of choices) {
			rest -= weight;
			if (rest < 0) return value;
		}
		const last = choices[choices.length - 1];
		if (last === undefined) throw new RangeError("Nothing to pick from.");
		return last[0];
	}

	/** Up to `count` different items, in random order. */
	sample<T>(items: readonly T[], count: number): T[] {
		const pool = [...items];
		const wanted = Math.min(count, pool.length);
		for (let index = 0; index < wanted; index++) {
			const other = this.between(index, pool.length - 1);
			[pool[index], pool[other]] = [pool[other] as T, pool[index] as T];
		}
		return pool.slice(0, wanted);
	}

	/** Normally distributed, mean 0 and deviation 1 (Box-Muller). */
	normal(): number {
		return Math.sqrt(-2 * Math.log(1 - this.unit())) * Math.cos(2 * Math.PI * this.unit());
	}

	/** Log-normal with the given median; `spread` is the deviation of its logarithm. */
	logNormal(median: number, spread: number): number {
		return median * Math.exp(spread * this.normal());
	}

	guid(): string {
		const [a, b, c, d] = [this.uint32(), this.uint32(), this.uint32(), this.uint32()];
		return (
			`${bytes(a)}-${pair(b >>> 16)}-4${HEX[(b >>> 8) & 0xff]}${(b & 0xf).toString(16)}-` +
			`${HEX[((c >>> 24) & 0x3f) | 0x80]}${HEX[(c >>> 16) & 0xff]}-${pair(c)}${bytes(d)}`
		);
	}

	hex(digits: number): string {
		let text = "";
		while (text.length < digits) text += bytes(this.uint32());
		return text.slice(0, digits);
	}

	/** Letters and digits, as tokens in links have them. */
	token(length: number): string {
		let text = "";
		for (let index = 0; index < length; index++) text += TOKEN_LETTERS[Math.floor(this.unit() * 62)];
		return text;
	}

	digits(length: number): string {
		let text = "";
		for (let index = 0; index < length; index++) text += Math.floor(this.unit() * 10);
		return text;
	}
}

function bytes(value: number): string {
	return `${HEX[value >>> 24]}${HEX[(value >>> 16) & 0xff]}${HEX[(value >>> 8) & 0xff]}${HEX[value & 0xff]}`;
}

function pair(value: number): string {
	return `${HEX[(value >>> 8) & 0xff]}${HEX[value & 0xff]}`;
}

/** FNV-1a with a finisher, so that labels that differ little start streams that differ much. */
function hash(text: string, basis: number): number {
	let value = basis;
	for (let index = 0; index < text.length; index++) {
		value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
	}
	value ^= value >>> 16;
	value = Math.imul(value, 0x85ebca6b);
	value ^= value >>> 13;
	value = Math.imul(value, 0xc2b2ae35);
	return (value ^ (value >>> 16)) | 0;
}
