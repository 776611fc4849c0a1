import { datetimeText, ticksOfDate } from "@/lib/sources/kql/runtime/datetime";

/**
 * A KQL string literal of exactly `value`, whatever it holds: values from data enter queries only through here.
 * Quotes, backslashes, control characters and line separators are escaped; lone surrogates keep their code.
 */
export function stringLiteral(value: string): string {
	let literal = '"';
	for (let index = 0; index < value.length; index++) {
		const code = value.charCodeAt(index);
		const character = value.charAt(index);
		if (character === '"' || character === "\\") literal += `\\${character}`;
		else if (
			code < 0x20 ||
			(code >= 0x7f && code < 0xa0) ||
			code === 0x2028 ||
			code === 0x2029 ||
			isSurrogate(code)
		) {
			literal += `\\u${code.toString(16).padStart(4, "0")}`;
		} else literal += character;
	}
	return `${literal}"`;
}

function isSurrogate(code: number): boolean {
	return code >= 0xd800 && code <= 0xdfff;
}

/** `datetime(2026-01-31T10:00:00.0000000Z)` @throws RangeError for an invalid date or one before year 1. */
export function datetimeLiteral(value: Date): string {
	const text = Number.isNaN(value.getTime()) ? null : datetimeText(ticksOfDate(value));
	if (text === null)
		throw new RangeError("a datetime literal needs a valid date between the years 1 and 9999");
	return `datetime(${text})`;
}

/** `long(…)` for whole numbers, `real(…)` for others. @throws RangeError for a bigint beyond 64 bits. */
export function numberLiteral(value: number | bigint): string {
	if (typeof value === "bigint") {
		if (BigInt.asIntN(64, value) !== value) throw new RangeError("a long literal has 64 bits");
		return `long(${value})`;
	}
	if (Number.isNaN(value)) return "real(nan)";
	if (!Number.isFinite(value)) return `real(${value < 0 ? "-" : "+"}inf)`;
	if (Number.isSafeInteger(value) && !Object.is(value, -0)) return `long(${value})`;
	const text = Object.is(value, -0) ? "-0.0" : String(value);
	return `real(${text})`;
}

export function boolLiteral(value: boolean): string {
	return value ? "true" : "false";
}

/** Plain data as it may stand in `dynamic(…)`. */
export type DynamicValue =
	| string
	| number
	| boolean
	| null
	| readonly DynamicValue[]
	| { readonly [key: string]: DynamicValue };

/** `dynamic(…)` of plain data. @throws RangeError for NaN and infinities, which JSON does not have. */
export function dynamicLiteral(value: DynamicValue): string {
	return `dynamic(${json(value)})`;
}

function json(value: DynamicValue): string {
	if (value === null) return "null";
	if (typeof value === "string") return stringLiteral(value);
	if (typeof value === "boolean") return boolLiteral(value);
	if (typeof value === "number") {
		if (!Number.isFinite(value)) throw new RangeError("a dynamic literal holds no NaN or infinity");
		return Object.is(value, -0) ? "-0.0" : String(value);
	}
	if (Array.isArray(value)) return `[${value.map(json).join(",")}]`;
	const members = Object.entries(value as { readonly [key: string]: DynamicValue });
	return `{${members.map(([key, member]) => `${stringLiteral(key)}:${json(member)}`).join(",")}}`;
}
