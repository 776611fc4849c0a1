import { once, type Scalar } from "@/lib/sources/kql/translate/context";
import { quoteRegex, quoteText } from "@/lib/sources/kql/translate/sql";
import { fromDynamic, kustoType, toText } from "@/lib/sources/kql/translate/types";
import { argument, as, type FunctionTable, has, literalText, type ScalarFunction, simple } from "./call";

function text(sql: string): Scalar {
	return { sql, type: "string" };
}

const strcat: ScalarFunction = (call) =>
	text(`(${call.args.map((_, index) => as(call, index, "string").sql).join(" || ") || "''"})`);

const strcatDelim: ScalarFunction = (call) => {
	const [delimiter, ...parts] = call.args.map((_, index) => as(call, index, "string").sql);
	return text(`concat_ws(${delimiter}, ${parts.join(", ")})`);
};

const strcatArray: ScalarFunction = (call) =>
	text(
		`coalesce(array_to_string(json_extract_string(${as(call, 0, "dynamic").sql}, '$[*]'), ${as(call, 1, "string").sql}), '')`,
	);

/** Counts characters from 0; a negative start counts from the end. */
const substring: ScalarFunction = (call) => {
	const source = as(call, 0, "string");
	const start = as(call, 1, "long");
	const length = has(call, 2) ? as(call, 2, "long") : null;
	const from =
		typeof start.literal === "bigint"
			? start.literal < 0n
				? String(start.literal)
				: String(start.literal + 1n)
			: once(call.context, [start], (x) => `(CASE WHEN ${x} < 0 THEN ${x} ELSE ${x} + 1 END)`);
	const count = length ? `, greatest(${length.sql}, 0)` : "";
	return text(`coalesce(substring(${source.sql}, ${from}${count}), '')`);
};

/** Cuts one match of the pattern off the start, the end, or both. */
function trim(start: boolean, end: boolean): ScalarFunction {
	return (call) => {
		const pattern = as(call, 0, "string");
		const source = as(call, 1, "string").sql;
		const anchored = (before: string, after: string) =>
			typeof pattern.literal === "string"
				? quoteText(`${before}(?:${pattern.literal})${after}`)
				: `('${before}(?:' || ${pattern.sql} || ')${after}')`;
		const left = start ? `regexp_replace(${source}, ${anchored("^", "")}, '')` : source;
		return text(end ? `regexp_replace(${left}, ${anchored("", "$")}, '')` : left);
	};
}

/** extract(pattern, group, text [, type]): RE2 in both engines; no match is an empty string. */
const extract: ScalarFunction = (call) => {
	const group = argument(call, 1).literal;
	if (typeof group !== "bigint" || group < 0n || group > 9n) {
		return call.context.refuse(
			call.node,
			"extract() needs a literal capture group from 0 to 9 for the local engine.",
		);
	}
	const found = text(`regexp_extract(${as(call, 2, "string").sql}, ${as(call, 0, "string").sql}, ${group})`);
	const type = call.type ?? kustoType(call.node.ResultType) ?? "string";
	if (type === "string") return found;
	const json = { sql: `to_json(${found.sql})::VARCHAR`, type: "dynamic" as const };
	return fromDynamic(call.context, json, type);
};

/** Captures of every match: texts for one group, arrays of texts for several. */
const extractAll: ScalarFunction = (call) => {
	if (call.args.length !== 2)
		return call.context.unsupported(call.node, "extract_all() with a list of groups");
	const pattern = literalText(call, 0);
	const groups = captureGroups(pattern);
	if (groups !== 1)
		return call.context.unsupported(call.node, "extract_all() with other than one capture group");
	const source = as(call, 1, "string").sql;
	return {
		sql: once(
			call.context,
			[{ sql: `regexp_extract_all(${source}, ${quoteText(pattern)}, 1)`, type: "dynamic" }],
			(x) => `CASE WHEN len(${x}) > 0 THEN to_json(${x})::VARCHAR END`,
		),
		type: "dynamic",
	};
};

function captureGroups(pattern: string): number {
	const bare = pattern.replaceAll(/\\./gs, "").replaceAll(/\[[^\]]*\]/g, "");
	return bare.match(/\((?!\?)|\(\?P?</g)?.length ?? 0;
}

/** countof(text, search [, "normal" | "regex"]) */
const countof: ScalarFunction = (call) => {
	const source = as(call, 0, "string").sql;
	const kind = has(call, 2) ? literalText(call, 2) : "normal";
	if (kind !== "regex" && kind !== "normal")
		return call.context.refuse(call.node, `countof() knows no kind '${kind}'.`);
	if (kind === "normal") return call.context.unsupported(call.node, "countof() other than with regex");
	return { sql: `len(regexp_extract_all(${source}, ${as(call, 1, "string").sql}))::BIGINT`, type: "long" };
};

const regexQuote: ScalarFunction = (call) => {
	const value = as(call, 0, "string");
	if (typeof value.literal === "string") return text(quoteText(regexQuoted(value.literal)));
	return text(`regexp_replace(${value.sql}, '([\\\\^$.|?*+()\\[\\]{}])', '\\\\\\1', 'g')`);
};

function regexQuoted(value: string): string {
	return quoteRegex(value).replaceAll("\\/", "/").replaceAll("\\-", "-");
}

function hash(sqlFunction: string): ScalarFunction {
	return (call) => {
		const value = argument(call, 0);
		if (value.type !== "string") call.context.unsupported(call.node, `${call.name}() of a ${value.type}`);
		return text(`${sqlFunction}(${toText(call.context, value).sql})`);
	};
}

export const TEXT_FUNCTIONS: FunctionTable = {
	strcat,
	strcat_delim: strcatDelim,
	strcat_array: strcatArray,
	strlen: simple(["string"], "long", "length"),
	string_size: simple(["string"], "long", "strlen"),
	substring,
	tolower: simple(["string"], "string", "lower"),
	toupper: simple(["string"], "string", "upper"),
	trim: trim(true, true),
	trim_start: trim(true, false),
	trim_end: trim(false, true),
	replace_string: simple(["string", "string", "string"], "string", "replace"),
	replace_regex: simple(
		["string", "string", "string"],
		"string",
		(x, pattern, to) => `regexp_replace(${x}, ${pattern}, ${to}, 'g')`,
	),
	replace: simple(
		["string", "string", "string"],
		"string",
		(pattern, to, x) => `regexp_replace(${x}, ${pattern}, ${to}, 'g')`,
	),
	extract,
	extract_all: extractAll,
	extractall: extractAll,
	split: simple(["string", "string", "long"], "dynamic", "kf_split", ["NULL::BIGINT"]),
	indexof: simple(["string", "string", "long", "long", "long"], "long", "kf_indexof", ["0", "-1", "1"]),
	countof,
	regex_quote: regexQuote,
	reverse: simple(["string"], "string", "kf_reverse"),
	translate: simple(["string", "string", "string"], "string", "kf_translate"),
	strcmp: simple(
		["string", "string"],
		"long",
		(a, b) => `CASE WHEN ${a} = ${b} THEN 0 WHEN ${a} < ${b} THEN -1 ELSE 1 END::BIGINT`,
	),
	strrep: (call) => {
		const delimiter = has(call, 2) ? as(call, 2, "string").sql : "''";
		return text(
			`coalesce(array_to_string(list_resize([]::VARCHAR[], least(greatest(${as(call, 1, "long").sql}, 0), 1024), ${as(call, 0, "string").sql}), ${delimiter}), '')`,
		);
	},
	parse_csv: simple(["string"], "dynamic", "kf_parse_csv"),
	base64_encode_tostring: simple(["string"], "string", (x) => `to_base64(encode(${x}))`),
	base64_decode_tostring: simple(["string"], "string", "kf_base64_decode"),
	base64_decode_toarray: simple(["string"], "dynamic", "kf_base64_bytes"),
	unicode_codepoints_from_string: simple(["string"], "dynamic", "kf_codepoints"),
	hash_md5: hash("md5"),
	hash_sha1: hash("sha1"),
	hash_sha256: hash("sha256"),
	url_decode: simple(["string"], "string", "kf_url_decode"),
	url_encode_component: simple(["string"], "string", "kf_url_encode_component"),
	parse_url: simple(["string"], "dynamic", "kf_parse_url"),
	parse_urlquery: simple(["string"], "dynamic", "kf_parse_urlquery"),
};
