import { argument, as, type FunctionTable, has, type ScalarFunction, simple } from "./call";

function compare(sqlFunction: string, bits: number): ScalarFunction {
	return simple(["string", "string", "long"], "long", sqlFunction, [String(bits)]);
}

function matches(sqlFunction: string, bits: number): ScalarFunction {
	return (call) => ({ sql: `(${compare(sqlFunction, bits)(call).sql} = 0)`, type: "bool" });
}

/** ipvN_is_in_any_range(ip, range, …) or with one dynamic array of ranges. */
function inAnyRange(sqlFunction: string): ScalarFunction {
	return (call) => {
		const address = as(call, 0, "string").sql;
		const tests = call.args
			.slice(1)
			.map((range, index) =>
				range.type === "dynamic"
					? `list_bool_or(list_transform(json_extract_string(${range.sql}, '$[*]'), lambda e: ${sqlFunction}(${address}, e)))`
					: `${sqlFunction}(${address}, ${as(call, index + 1, "string").sql})`,
			);
		argument(call, 1);
		return { sql: `(${tests.join(" OR ")})`, type: "bool" };
	};
}

function format(withMask: boolean): ScalarFunction {
	return (call) => {
		if (argument(call, 0).type !== "string")
			return call.context.unsupported(call.node, `${call.name}() of a number`);
		const prefix = has(call, 1) ? as(call, 1, "long").sql : "32";
		return {
			sql: `coalesce(kf_format_ipv4(${as(call, 0, "string").sql}, ${prefix}, ${withMask}), '')`,
			type: "string",
		};
	};
}

export const NETWORK_FUNCTIONS: FunctionTable = {
	ipv4_compare: compare("kf_ipv4_compare", 32),
	ipv4_is_match: matches("kf_ipv4_compare", 32),
	ipv6_compare: compare("kf_ipv6_compare", 128),
	ipv6_is_match: matches("kf_ipv6_compare", 128),
	ipv4_is_in_range: simple(["string", "string"], "bool", "kf_ipv4_in_range"),
	ipv6_is_in_range: simple(["string", "string"], "bool", "kf_ipv6_in_range"),
	ipv4_is_in_any_range: inAnyRange("kf_ipv4_in_range"),
	ipv6_is_in_any_range: inAnyRange("kf_ipv6_in_range"),
	ipv4_is_private: simple(["string"], "bool", "kf_ipv4_is_private"),
	parse_ipv4: simple(["string"], "long", "kf_ipv4_number"),
	parse_ipv6: simple(["string"], "string", "kf_ipv6_text"),
	format_ipv4: format(false),
	format_ipv4_mask: format(true),
};
