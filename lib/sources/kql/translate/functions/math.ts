import { SQL_TYPES } from "@/lib/sources/kql/translate/types";
import { argument, as, type FunctionTable, has, numericArgument, type ScalarFunction, simple } from "./call";

function real(build: (x: string) => string): ScalarFunction {
	return (call) => ({ sql: build(toDouble(as(call, 0, "real").sql)), type: "real" });
}

function toDouble(sql: string): string {
	return `(${sql})::DOUBLE`;
}

function bits(operator: string): ScalarFunction {
	return simple(["long", "long"], "long", (x, y) => `((${x})::BIGINT ${operator} (${y})::BIGINT)`);
}

/** Logarithms of what has none are null or -∞ in the service; here NULL for negatives is all that is certain. */
function logarithm(name: string): ScalarFunction {
	return real((x) => `(CASE WHEN ${x} > 0 THEN ${name}(${x}) END)`);
}

const abs: ScalarFunction = (call) => {
	const value = argument(call, 0);
	if (value.type === "timespan") return { sql: `abs(${value.sql})`, type: "timespan" };
	const number = numericArgument(call, 0);
	return { sql: `abs(${number.sql})`, type: number.type };
};

const round: ScalarFunction = (call) => {
	const value = numericArgument(call, 0);
	const precision = has(call, 1) ? as(call, 1, "long").sql : "0";
	if (value.type === "decimal") return call.context.unsupported(call.node, "round() of a decimal");
	const sql = `kf_round(${toDouble(value.sql)}, ${precision})`;
	const type = call.type ?? "real";
	return { sql: type === "real" ? sql : `(${sql})::${SQL_TYPES[type]}`, type };
};

/** What KQL types as a whole number stays one: ceiling(0) is a long. */
const ceiling: ScalarFunction = (call) => {
	const value = numericArgument(call, 0);
	const whole = value.type === "int" || value.type === "long";
	return { sql: whole ? value.sql : `ceil(${value.sql})`, type: value.type };
};

function test(sqlFunction: string): ScalarFunction {
	return (call) => ({ sql: `${sqlFunction}(${toDouble(as(call, 0, "real").sql)})`, type: "bool" });
}

export const MATH_FUNCTIONS: FunctionTable = {
	abs,
	round,
	ceiling,
	sign: real((x) => `sign(${x})::DOUBLE`),
	sqrt: real((x) => `(CASE WHEN ${x} >= 0 THEN sqrt(${x}) END)`),
	exp: real((x) => `exp(${x})`),
	exp2: real((x) => `pow(2, ${x})`),
	exp10: real((x) => `pow(10, ${x})`),
	log: logarithm("ln"),
	log2: logarithm("log2"),
	log10: logarithm("log10"),
	pow: simple(["real", "real"], "real", (x, y) => `pow(${toDouble(x)}, ${toDouble(y)})`),
	pi: () => ({ sql: "pi()", type: "real" }),
	sin: real((x) => `sin(${x})`),
	cos: real((x) => `cos(${x})`),
	tan: real((x) => `tan(${x})`),
	cot: real((x) => `cot(${x})`),
	asin: real((x) => `(CASE WHEN abs(${x}) <= 1 THEN asin(${x}) END)`),
	acos: real((x) => `(CASE WHEN abs(${x}) <= 1 THEN acos(${x}) END)`),
	atan: real((x) => `atan(${x})`),
	atan2: simple(["real", "real"], "real", (x, y) => `atan2(${toDouble(x)}, ${toDouble(y)})`),
	degrees: real((x) => `degrees(${x})`),
	radians: real((x) => `radians(${x})`),
	isnan: test("isnan"),
	isinf: test("isinf"),
	isfinite: test("isfinite"),
	binary_and: bits("&"),
	binary_or: bits("|"),
	binary_xor: simple(["long", "long"], "long", (x, y) => `xor((${x})::BIGINT, (${y})::BIGINT)`),
	binary_not: simple(["long"], "long", (x) => `(~(${x})::BIGINT)`),
	bitset_count_ones: simple(["long"], "long", (x) => `bit_count((${x})::BIGINT)::BIGINT`),
};
