import * as datetime from "./datetime";
import * as dynamic from "./dynamic";
import { EvaluationError } from "./evaluation-error";
import * as ip from "./ip";
import * as numbers from "./numbers";
import * as text from "./text";
import * as timespan from "./timespan";
import * as url from "./url";

/** How a value crosses between SQL and JavaScript: VARCHAR, BIGINT, DOUBLE, BOOLEAN. */
export type WireType = "text" | "long" | "real" | "bool";
export type WireValue = string | bigint | number | boolean | null;

/** A function the SQL may call, written in JavaScript where SQL has no equal. */
export interface RuntimeFunction {
	readonly name: string;
	readonly parameters: readonly WireType[];
	/** Any number of further arguments of this type. */
	readonly more?: WireType;
	readonly returns: WireType;
	/** Places of the arguments it wants to see as NULL; a NULL anywhere else makes a NULL result. */
	readonly nulls: readonly number[] | "all";
	readonly call: (...args: never[]) => WireValue;
}

/**
 * Calls a function on one row. DuckDB evaluates functions also where a column's NULLs have been ruled out (over the
 * entries of a Parquet dictionary, one of which is NULL), so that no function may count on there being none.
 * @throws EvaluationError for whatever goes wrong, which names the function
 */
export function callRuntime(definition: RuntimeFunction, args: readonly WireValue[]): WireValue {
	const { name, nulls } = definition;
	if (nulls !== "all" && args.some((arg, index) => arg === null && !nulls.includes(index))) return null;
	try {
		return (definition.call as (...values: WireValue[]) => WireValue)(...args);
	} catch (error) {
		if (error instanceof EvaluationError) throw error.of(name);
		throw new EvaluationError("", { cause: error }).of(name);
	}
}

function define(
	name: string,
	parameters: readonly WireType[],
	returns: WireType,
	call: (...args: never[]) => WireValue,
	options: { nulls?: readonly number[] | "all"; more?: WireType } = {},
): RuntimeFunction {
	return {
		name,
		parameters,
		returns,
		call,
		nulls: options.nulls ?? [],
		...(options.more ? { more: options.more } : {}),
	};
}

const ALL_TEXTS = { nulls: "all", more: "text" } as const;

function longs(start: bigint, stop: bigint, step: bigint, kind: string): string | null {
	const write =
		kind === "datetime"
			? (value: bigint) => JSON.stringify(datetime.datetimeText(value))
			: kind === "timespan"
				? (value: bigint) => JSON.stringify(timespan.timespanText(value))
				: String;
	return dynamic.rangeLongs(start, stop, step, write);
}

export const RUNTIME_FUNCTIONS: readonly RuntimeFunction[] = [
	define("kf_datetime_text", ["long"], "text", datetime.datetimeText),
	define("kf_todatetime", ["text"], "long", datetime.parseDatetime),
	define("kf_format_datetime", ["long", "text"], "text", datetime.formatDatetime),
	define("kf_add_months", ["long", "long"], "long", (ticks: bigint, months: bigint) =>
		datetime.addMonths(ticks, Number(months)),
	),
	define("kf_week_of_year", ["long"], "long", (ticks: bigint) => BigInt(datetime.weekOfYear(ticks))),
	define(
		"kf_make_datetime",
		["long", "long", "long", "long", "long", "real"],
		"long",
		(year: bigint, month: bigint, day: bigint, hour: bigint, minute: bigint, second: number) => {
			const ticks = BigInt(Math.round((second % 1) * 1e7));
			return datetime.ticksOf(
				Number(year),
				Number(month),
				Number(day),
				Number(hour),
				Number(minute),
				Math.trunc(second),
				ticks,
			);
		},
	),
	define("kf_timespan_text", ["long"], "text", timespan.timespanText),
	define("kf_totimespan", ["text"], "long", timespan.parseTimespan),
	define("kf_format_timespan", ["long", "text"], "text", timespan.formatTimespan),
	define("kf_real_text", ["real"], "text", numbers.realText),
	define("kf_decimal_text", ["text"], "text", numbers.decimalText),
	define("kf_tolong", ["text"], "long", (value: string) => numbers.parseLong(value, true)),
	define("kf_text_tolong", ["text"], "long", (value: string) => numbers.parseLong(value, false)),
	define("kf_toreal", ["text"], "real", numbers.parseReal),
	define("kf_tobool", ["text"], "bool", numbers.parseBool),
	define("kf_guid", ["text"], "text", numbers.parseGuid),
	define("kf_round", ["real", "long"], "real", (value: number, precision: bigint) =>
		numbers.roundTo(value, Number(precision)),
	),

	define("kf_parse_json", ["text"], "text", dynamic.parseJsonFunction),
	define("kf_expandable", ["text", "bool"], "text", dynamic.expandable, { nulls: [0] }),
	define("kf_bag_keys", ["text"], "text", dynamic.bagKeys),
	define("kf_bag_merge", [], "text", (...bags: never[]) => dynamic.bagMerge(bags), ALL_TEXTS),
	define("kf_bag_has_key", ["text", "text"], "bool", dynamic.bagHasKey),
	define("kf_bag_remove_keys", ["text", "text"], "text", dynamic.bagRemoveKeys),
	define("kf_bag_zip", ["text", "text"], "text", dynamic.bagZip, { nulls: [0, 1] }),
	define("kf_bag_set_key", ["text", "text", "text"], "text", dynamic.bagSetKey, { nulls: [0, 2] }),
	define("kf_array_slice", ["text", "long", "long"], "text", dynamic.arraySlice),
	define("kf_array_rotate", ["text", "long"], "text", dynamic.arrayRotate),
	define("kf_array_shift", ["text", "long", "text"], "text", dynamic.arrayShift, { nulls: [2] }),
	define("kf_array_reverse", ["text"], "text", dynamic.arrayReverse),
	define("kf_array_concat", [], "text", (...arrays: never[]) => dynamic.arrayConcat(arrays), ALL_TEXTS),
	define("kf_array_sum", ["text"], "real", dynamic.arraySum),
	define("kf_array_index_of", ["text", "text", "long"], "long", dynamic.arrayIndexOf, { nulls: [1] }),
	define("kf_array_sort", ["text", "bool"], "text", dynamic.arraySort),
	define("kf_set_union", [], "text", (...sets: never[]) => dynamic.setUnion(sets), ALL_TEXTS),
	define("kf_set_intersect", [], "text", (...sets: never[]) => dynamic.setIntersect(sets), ALL_TEXTS),
	define("kf_set_difference", [], "text", (...sets: never[]) => dynamic.setDifference(sets), ALL_TEXTS),
	define("kf_set_has_element", ["text", "text"], "bool", dynamic.setHasElement, { nulls: [1] }),
	define("kf_jaccard_index", ["text", "text"], "real", dynamic.jaccardIndex),
	define("kf_make_set", ["text", "long"], "text", dynamic.makeSet),
	define("kf_make_bag", ["text", "long"], "text", dynamic.makeBag),
	define("kf_zip", [], "text", (...arrays: never[]) => dynamic.zip(arrays), ALL_TEXTS),
	define("kf_range_real", ["real", "real", "real"], "text", (start: number, stop: number, step: number) =>
		dynamic.rangeArray(start, stop, step, numbers.realText),
	),
	define("kf_range_long", ["long", "long", "long", "text"], "text", longs),
	define("kf_extract_json", ["text", "text"], "text", dynamic.extractJson),
	define("kf_series", ["text", "text", "text"], "text", dynamic.seriesArithmetic),

	define("kf_has", ["text", "text", "bool", "text"], "bool", text.has),
	define("kf_has_terms", ["text", "text", "bool"], "bool", text.hasTerms, { nulls: [1] }),
	define("kf_split", ["text", "text", "long"], "text", text.split, { nulls: [2] }),
	define("kf_indexof", ["text", "text", "long", "long", "long"], "long", text.indexOf),
	define("kf_reverse", ["text"], "text", text.reverse),
	define("kf_base64_decode", ["text"], "text", text.base64Decode),
	define("kf_base64_bytes", ["text"], "text", text.base64Bytes),
	define("kf_codepoints", ["text"], "text", text.codepoints),
	define("kf_parse_csv", ["text"], "text", text.parseCsvLine),
	define("kf_translate", ["text", "text", "text"], "text", text.translateCharacters),

	define("kf_url_decode", ["text"], "text", url.urlDecode),
	define("kf_url_encode_component", ["text"], "text", url.urlEncodeComponent),
	define("kf_parse_url", ["text"], "text", url.parseUrl),
	define("kf_parse_urlquery", ["text"], "text", url.parseUrlQuery),

	define("kf_ipv4_compare", ["text", "text", "long"], "long", ip.ipv4Compare),
	define("kf_ipv6_compare", ["text", "text", "long"], "long", ip.ipv6Compare),
	define("kf_ipv4_in_range", ["text", "text"], "bool", ip.ipv4InRange),
	define("kf_ipv6_in_range", ["text", "text"], "bool", ip.ipv6InRange),
	define("kf_ipv4_is_private", ["text"], "bool", ip.ipv4IsPrivate),
	define("kf_ipv4_number", ["text"], "long", ip.ipv4Number),
	define("kf_ipv6_text", ["text"], "text", ip.ipv6Text),
	define("kf_format_ipv4", ["text", "long", "bool"], "text", ip.formatIpv4),
];
