import { ticksOfDate } from "@/lib/sources/kql/runtime/datetime";
import { once, type Scalar } from "@/lib/sources/kql/translate/context";
import { isNumeric, longLiteral, nullOf, SQL_TYPES, TICKS_PER_DAY } from "@/lib/sources/kql/translate/types";
import {
	argument,
	as,
	type Call,
	type FunctionTable,
	has,
	literalText,
	type ScalarFunction,
	simple,
} from "./call";

const DAY = TICKS_PER_DAY;
const HOUR = DAY / 24n;
const SECOND = HOUR / 3600n;
/** Microseconds between 0001-01-01 and 1970-01-01. */
const EPOCH_US = 62_135_596_800_000_000n;

/** Ticks as DuckDB's TIMESTAMP, for its calendar functions; the tenth of a microsecond is dropped. */
export function timestamp(ticks: string): string {
	return `make_timestamp((${ticks}) // 10 - ${EPOCH_US})`;
}

function ticks(timestampSql: string): string {
	return `((epoch_us(${timestampSql}) + ${EPOCH_US}) * 10)`;
}

export function now(call: Pick<Call, "context">): Scalar {
	return { ...longLiteral(ticksOfDate(call.context.options.now)), type: "datetime" };
}

const UNITS: Readonly<Record<string, bigint>> = {
	week: 7n * DAY,
	day: DAY,
	hour: HOUR,
	minute: HOUR / 60n,
	second: SECOND,
	millisecond: SECOND / 1000n,
	microsecond: 10n,
};
const MONTHS: Readonly<Record<string, number>> = { year: 12, quarter: 3, month: 1 };

/** Starts of calendar units as SQL over ticks `x`; 0001-01-01, tick 0, was a Monday; weeks start on Sunday. */
const STARTS: Readonly<Record<string, (x: string) => string>> = {
	day: (x) => `(${x} - ${x} % ${DAY})`,
	week: (x) => `(${x} - ${x} % ${DAY} - ((${x} // ${DAY} + 1) % 7) * ${DAY})`,
	month: (x) => ticks(`date_trunc('month', ${timestamp(x)})`),
	year: (x) => ticks(`date_trunc('year', ${timestamp(x)})`),
};

function moved(unit: string, x: string, by: string): string {
	const months = MONTHS[unit];
	return months === undefined
		? `(${x} + (${by}) * ${UNITS[unit]})`
		: `kf_add_months(${x}, (${by}) * ${months})`;
}

function startOf(unit: "day" | "week" | "month" | "year", end: boolean): ScalarFunction {
	return (call) => {
		const value = as(call, 0, "datetime");
		const offset = has(call, 1) ? as(call, 1, "long").sql : "0";
		const sql = once(call.context, [value], (x) => STARTS[unit]?.(x) ?? "");
		if (end) return { sql: `(${moved(unit, sql, `${offset} + 1`)} - 1)`, type: "datetime" };
		return { sql: has(call, 1) ? moved(unit, sql, offset) : sql, type: "datetime" };
	};
}

function unitOf(call: Call, index: number): string {
	const unit = literalText(call, index).toLowerCase();
	if (!(unit in UNITS) && !(unit in MONTHS) && unit !== "nanosecond") {
		call.context.refuse(
			call.argNodes[index] ?? call.node,
			`'${unit}' is no part of a datetime for ${call.name}().`,
		);
	}
	return unit;
}

const datetimeAdd: ScalarFunction = (call) => {
	const unit = unitOf(call, 0);
	if (unit === "nanosecond") return call.context.unsupported(call.node, "datetime_add() of nanoseconds");
	return { sql: moved(unit, as(call, 2, "datetime").sql, as(call, 1, "long").sql), type: "datetime" };
};

/** Counts the boundaries of the unit between the two moments. */
const datetimeDiff: ScalarFunction = (call) => {
	const unit = unitOf(call, 0);
	const count = (value: Scalar) =>
		once(call.context, [value], (x) => {
			const t = timestamp(x);
			if (unit === "year") return `year(${t})`;
			if (unit === "quarter") return `(year(${t}) * 4 + quarter(${t}))`;
			if (unit === "month") return `(year(${t}) * 12 + month(${t}))`;
			if (unit === "week") return `((${x} // ${DAY} + 1) // 7)`;
			if (unit === "nanosecond") return `(${x} * 100)`;
			return `(${x} // ${UNITS[unit]})`;
		});
	if (unit === "nanosecond") {
		return { sql: `((${as(call, 1, "datetime").sql} - ${as(call, 2, "datetime").sql}) * 100)`, type: "long" };
	}
	return {
		sql: `(${count(as(call, 1, "datetime"))} - ${count(as(call, 2, "datetime"))})::BIGINT`,
		type: "long",
	};
};

const PARTS: Readonly<Record<string, (x: string) => string>> = {
	year: (x) => `year(${timestamp(x)})`,
	quarter: (x) => `quarter(${timestamp(x)})`,
	month: (x) => `month(${timestamp(x)})`,
	week_of_year: (x) => `week(${timestamp(x)})`,
	day: (x) => `day(${timestamp(x)})`,
	dayofyear: (x) => `dayofyear(${timestamp(x)})`,
	hour: (x) => `((${x} % ${DAY}) // ${HOUR})`,
	minute: (x) => `((${x} % ${HOUR}) // ${HOUR / 60n})`,
	second: (x) => `((${x} % ${HOUR / 60n}) // ${SECOND})`,
	millisecond: (x) => `((${x} % ${SECOND}) // 10000)`,
	microsecond: (x) => `((${x} % ${SECOND}) // 10)`,
	nanosecond: (x) => `((${x} % ${SECOND}) * 100)`,
};

function partFunction(name: string): ScalarFunction {
	return (call) => ({ sql: `(${PARTS[name]?.(as(call, 0, "datetime").sql)})::INTEGER`, type: "int" });
}

const datetimePart: ScalarFunction = (call) => {
	const name = literalText(call, 0).toLowerCase();
	const build = PARTS[name] ?? PARTS[name.replaceAll("_", "")];
	if (!build)
		return call.context.refuse(call.node, `'${name}' is no part of a datetime for datetime_part().`);
	return { sql: `(${build(as(call, 1, "datetime").sql)})::INTEGER`, type: "int" };
};

/** bin(): rounds down, counting from 0 or, for datetimes, from 0001-01-01. */
const bin: ScalarFunction = (call) => {
	const value = argument(call, 0);
	const size = argument(call, 1);
	if (value.type === "datetime" || value.type === "timespan") {
		const step =
			size.type === "timespan"
				? size
				: call.context.refuse(call.node, `bin() of a ${value.type} needs a timespan.`);
		return { sql: floorTo(call, value, step), type: value.type };
	}
	const number = isNumeric(value.type) ? value : as(call, 0, "real");
	const step = isNumeric(size.type) ? size : as(call, 1, "real");
	if (number.type === "decimal" || step.type === "decimal")
		return call.context.unsupported(call.node, "bin() of decimals");
	if (number.type === "real" || step.type === "real") {
		const sql = once(
			call.context,
			[step],
			(s) => `(CASE WHEN ${s} > 0 THEN floor((${number.sql})::DOUBLE / ${s}) * ${s} END)`,
		);
		return { sql, type: "real" };
	}
	const type = number.type === "long" || step.type === "long" ? "long" : "int";
	return { sql: `(${floorTo(call, number, step)})::${SQL_TYPES[type]}`, type };
};

function floorTo(call: Call, value: Scalar, step: Scalar): string {
	return once(
		call.context,
		[value, step],
		(x, s) => `(CASE WHEN ${s} > 0 THEN ${x} - ((${x} % ${s} + ${s}) % ${s}) END)`,
	);
}

const binAt: ScalarFunction = (call) => {
	const value = argument(call, 0);
	const step = argument(call, 1);
	const point = argument(call, 2);
	if (value.type === "real" || step.type === "real" || value.type === "dynamic" || value.type === "decimal") {
		return call.context.unsupported(call.node, `bin_at() of ${value.type} values`);
	}
	const offset: Scalar = { sql: `(${value.sql} - ${point.sql})`, type: "long" };
	return { sql: `(${point.sql} + ${floorTo(call, offset, step)})`, type: value.type };
};

const makeTimespan: ScalarFunction = (call) => {
	const parts = call.args.map((_, index) => as(call, index, "real").sql);
	const [days, hours, minutes, seconds] =
		parts.length === 4 ? parts : parts.length === 3 ? ["0", ...parts] : ["0", ...parts, "0"];
	if (parts.length < 2 || parts.length > 4)
		return call.context.refuse(call.node, "make_timespan() takes 2 to 4 arguments.");
	return {
		sql: `round((${days}) * ${DAY} + (${hours}) * ${HOUR} + (${minutes}) * ${HOUR / 60n} + (${seconds}) * ${SECOND})::BIGINT`,
		type: "timespan",
	};
};

const makeDatetime: ScalarFunction = (call) => {
	if (call.args.length < 3)
		return call.context.unsupported(call.node, "make_datetime() with fewer than three arguments");
	const part = (index: number) =>
		has(call, index) ? `(${as(call, index, index === 5 ? "real" : "long").sql})` : "0";
	return {
		sql: `kf_make_datetime(${[0, 1, 2, 3, 4].map(part).join(", ")}, ${part(5)}::DOUBLE)`,
		type: "datetime",
	};
};

function fromUnix(scale: string): ScalarFunction {
	return simple(["real"], "datetime", (x) => `(round(${x} * ${scale})::BIGINT + ${EPOCH_US * 10n})`);
}

function fromUnixWhole(scale: string): ScalarFunction {
	return (call) =>
		argument(call, 0).type === "real" || argument(call, 0).type === "dynamic"
			? fromUnix(scale)(call)
			: { sql: `(${as(call, 0, "long").sql} * ${scale} + ${EPOCH_US * 10n})`, type: "datetime" };
}

export const DATETIME_FUNCTIONS: FunctionTable = {
	now: (call) =>
		has(call, 0)
			? { sql: `(${now(call).sql} + ${as(call, 0, "timespan").sql})`, type: "datetime" }
			: now(call),
	ago: (call) => ({ sql: `(${now(call).sql} - ${as(call, 0, "timespan").sql})`, type: "datetime" }),
	// As Kusto has it where a table keeps no time of ingestion: files of this machine carry none.
	ingestion_time: () => nullOf("datetime"),
	startofday: startOf("day", false),
	startofweek: startOf("week", false),
	startofmonth: startOf("month", false),
	startofyear: startOf("year", false),
	endofday: startOf("day", true),
	endofweek: startOf("week", true),
	endofmonth: startOf("month", true),
	endofyear: startOf("year", true),
	datetime_add: datetimeAdd,
	datetime_diff: datetimeDiff,
	datetime_part: datetimePart,
	getyear: partFunction("year"),
	getmonth: partFunction("month"),
	monthofyear: partFunction("month"),
	dayofmonth: partFunction("day"),
	dayofyear: partFunction("dayofyear"),
	hourofday: partFunction("hour"),
	week_of_year: partFunction("week_of_year"),
	weekofyear: partFunction("week_of_year"),
	dayofweek: simple(["datetime"], "timespan", (x) => `(((${x} // ${DAY} + 1) % 7) * ${DAY})`),
	format_datetime: simple(["datetime", "string"], "string", "kf_format_datetime"),
	format_timespan: simple(["timespan", "string"], "string", "kf_format_timespan"),
	make_datetime: makeDatetime,
	make_timespan: makeTimespan,
	bin,
	floor: bin,
	bin_at: binAt,
	unixtime_seconds_todatetime: fromUnixWhole("10000000"),
	unixtime_milliseconds_todatetime: fromUnixWhole("10000"),
	unixtime_microseconds_todatetime: fromUnixWhole("10"),
};
