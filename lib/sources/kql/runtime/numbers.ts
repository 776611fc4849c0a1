import { EvaluationError } from "./evaluation-error";
/** tostring() of a real: the shortest text that reads back the same, with a point or an exponent. */
export function realText(value: number): string {
	if (Number.isNaN(value)) return "NaN";
	if (!Number.isFinite(value)) return value > 0 ? "Infinity" : "-Infinity";
	if (Object.is(value, -0)) return "-0.0";
	const text = String(value);
	if (text.includes("e")) {
		return text.replace(/e([+-])(\d)$/, "e$10$2").replace(/^(-?\d)e/, "$1.0e");
	}
	return text.includes(".") ? text : `${text}.0`;
}

/** tostring() of a decimal, given with all its stored decimals. */
export function decimalText(value: string): string {
	return value.includes(".") ? value.replace(/0+$/, "").replace(/\.$/, "") : value;
}

const MIN_LONG = -(2n ** 63n);
const MAX_LONG = 2n ** 63n - 1n;

/** tolong(): decimal or hexadecimal digits; a number's fraction is dropped where `fractions` allows one. */
export function parseLong(input: string, fractions: boolean): bigint | null {
	const text = input.trim();
	if (/^0x[0-9a-f]{1,16}$/i.test(text)) return BigInt.asIntN(64, BigInt(text));
	if (/^[+-]?\d+$/.test(text)) {
		const value = BigInt(text.replace(/^\+/, ""));
		return value >= MIN_LONG && value <= MAX_LONG ? value : null;
	}
	const real = parseReal(text);
	if (real === null || !Number.isFinite(real)) return null;
	if (!fractions && !Number.isInteger(real)) {
		throw new EvaluationError(
			"tolong, toint: a text with a fraction has no documented result; use toreal() first.",
		);
	}
	const whole = BigInt(Math.trunc(real));
	return whole >= MIN_LONG && whole <= MAX_LONG ? whole : null;
}

export function parseReal(input: string): number | null {
	const text = input.trim();
	if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return Number(text);
	if (/^0x[0-9a-f]{1,13}$/i.test(text)) return Number(text);
	if (/^nan$/i.test(text)) return Number.NaN;
	if (/^[+]?(inf|infinity)$/i.test(text)) return Number.POSITIVE_INFINITY;
	if (/^-(inf|infinity)$/i.test(text)) return Number.NEGATIVE_INFINITY;
	return null;
}

/** tobool() of a text: true, false or a whole number. */
export function parseBool(input: string): boolean | null {
	const text = input.trim().toLowerCase();
	if (text === "true") return true;
	if (text === "false") return false;
	if (/^[+-]?\d+$/.test(text)) return BigInt(text.replace(/^\+/, "")) !== 0n;
	return null;
}

export function parseGuid(input: string): string | null {
	const match =
		/^[{(]?([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})[)}]?$/i.exec(
			input.trim(),
		);
	return match ? match.slice(1).join("-").toLowerCase() : null;
}

/** Rounds half away from zero at `precision` decimals, which may be negative. */
export function roundTo(value: number, precision: number): number {
	if (!Number.isFinite(value)) return value;
	const [mantissa = "0", exponent = "0"] = Math.abs(value).toExponential().split("e");
	const shifted = Number(`${mantissa}e${Number(exponent) + precision}`);
	const [m = "0", e = "0"] = Math.round(shifted).toExponential().split("e");
	const rounded = Number(`${m}e${Number(e) - precision}`);
	return value < 0 ? -rounded : rounded;
}
