import { datetimeText, parseDatetime } from "@/lib/sources/kql/runtime/datetime";
import { identity, type Json, JsonNumber, parseJson } from "@/lib/sources/kql/runtime/json";
import { decimalText } from "@/lib/sources/kql/runtime/numbers";
import { parseTimespan, timespanText } from "@/lib/sources/kql/runtime/timespan";
import type { KustoType } from "@/lib/sources/kql/tables";

export interface Pair {
	readonly id: string;
	readonly page: string;
	readonly query: string;
	readonly columns: readonly { readonly name: string; readonly type: string }[];
	/** Cells as the documentation prints them. */
	readonly rows: readonly (readonly string[])[];
}

export interface Actual {
	readonly columns: readonly { readonly name: string; readonly type: KustoType }[];
	/** Values as the engine's SQL yields them: ticks for times, JSON text for dynamic. */
	readonly rows: readonly (readonly unknown[])[];
}

/** Why the two differ, or null where they are the same. Rows count in their order only where the query sorts. */
export function difference(pair: Pair, actual: Actual): string | null {
	if (pair.columns.length !== actual.columns.length) {
		return `columns ${actual.columns.map((column) => column.name).join(", ")}`;
	}
	for (const [index, column] of pair.columns.entries()) {
		const found = actual.columns[index];
		if (found?.name !== column.name) return `column ${found?.name} where ${column.name} is printed`;
	}
	if (pair.rows.length !== actual.rows.length)
		return `${actual.rows.length} rows where ${pair.rows.length} are printed`;
	const left = [...actual.rows];
	for (const [position, row] of pair.rows.entries()) {
		// Printed rows have no fixed order unless the query sorts them; then the n-th must be the n-th.
		const sorted = /\b(sort|order)\s+by\b/.test(pair.query);
		const at = sorted ? position : left.findIndex((candidate) => sameRow(row, candidate, actual));
		const candidate = sorted ? actual.rows[at] : left[at];
		if (at < 0 || !candidate || !sameRow(row, candidate, actual)) {
			return `no row ${JSON.stringify(row)} among ${JSON.stringify(actual.rows.map((each) => each.map(String)))}`;
		}
		if (!sorted) left.splice(at, 1);
	}
	return null;
}

function sameRow(printed: readonly string[], row: readonly unknown[], { columns }: Actual): boolean {
	return printed.every((cell, index) => sameCell(cell, row[index], columns[index]?.type ?? "string"));
}

function sameCell(cell: string, value: unknown, type: KustoType): boolean {
	const printed = cell.trim();
	if (value === null || value === undefined) return ["", "null", "(null)"].includes(printed);
	switch (type) {
		case "bool":
			return printed.toLowerCase() === String(value);
		case "int":
		case "long":
			return printed.replaceAll(",", "") === String(value);
		case "real":
			return sameNumber(printed, Number(value));
		case "decimal":
			return decimalText(printed.replaceAll(",", "")) === decimalText(String(value));
		case "datetime":
			return datetimeText(value as bigint) === datetimeText(parseDatetime(printed) ?? -1n);
		case "timespan":
			return timespanText(value as bigint) === timespanText(parseTimespan(printed) ?? -1n);
		case "dynamic":
			return sameDynamic(printed, parseJson(String(value)) ?? null);
		default:
			return printed === String(value).trim();
	}
}

/** Reals are printed with 6 to 17 digits. */
function sameNumber(printed: string, value: number): boolean {
	if (Number.isNaN(value)) return printed === "NaN";
	if (!Number.isFinite(value)) return printed === (value > 0 ? "∞" : "-∞") || Number(printed) === value;
	const expected = Number(printed.replaceAll(",", ""));
	if (Number.isNaN(expected) || printed === "") return false;
	const digits = printed
		.replace(/e.*$/i, "")
		.replaceAll(/[^0-9]/g, "")
		.replace(/^0+/, "").length;
	const precision = Math.min(Math.max(digits, 6), 14);
	return expected === value || Math.abs(expected - value) <= Math.abs(value) * 10 ** (1 - precision);
}

/** Arrays and bags are printed with any white space and either quote; texts without quotes. */
function sameDynamic(printed: string, value: Json): boolean {
	const parsed = parseJson(printed) ?? parseJson(printed.replaceAll("'", '"')) ?? parseJson(escaped(printed));
	if (parsed === undefined) return typeof value === "string" && value === printed;
	return canonical(parsed) === canonical(value) || (typeof value === "string" && value === printed);
}

/** Some pages print Windows paths with single backslashes. */
function escaped(printed: string): string {
	return printed.replaceAll("\\", "\\\\");
}

function canonical(value: Json): string {
	if (value instanceof JsonNumber) return identity(value);
	if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
	if (value instanceof Map) {
		return `{${[...value]
			.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`)
			.sort()
			.join(",")}}`;
	}
	return JSON.stringify(value);
}
