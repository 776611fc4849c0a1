import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EvaluationError, readEvaluationError } from "@/lib/sources/kql/runtime/evaluation-error";
import {
	callRuntime,
	RUNTIME_FUNCTIONS,
	type RuntimeFunction,
	type WireType,
	type WireValue,
} from "@/lib/sources/kql/runtime/functions";
import type { TableSchema } from "@/lib/sources/kql/tables";
import { TestWorkspace } from "@/test/workspaces/test-workspace";
import { type Database, openDatabase } from "./duckdb";
import { LocalEngine } from "./engine";

/** Each table's columns come from dictionaries of Parquet; those of `Whole` have no nulls, those of `Holes` do. */
const SCHEMA = (name: string): TableSchema => ({
	name,
	columns: [
		{ name: "TimeGenerated", type: "datetime" },
		{ name: "Words", type: "string" },
		{ name: "Bag", type: "dynamic" },
		{ name: "List", type: "dynamic" },
		{ name: "Count", type: "long" },
		{ name: "Share", type: "real" },
		{ name: "Took", type: "timespan" },
		{ name: "Yes", type: "bool" },
	],
});
const ROWS = 3000;

function select(nulls: boolean): string {
	const column = (sql: string, name: string) =>
		`${nulls ? `CASE WHEN range % 7 <> 0 THEN ${sql} END` : sql} AS "${name}"`;
	return `SELECT ${[
		column("TIMESTAMP '2026-01-01' + to_seconds(range % 5)", "TimeGenerated"),
		column("'Click' || (CASE range % 2 WHEN 0 THEN 'Allowed,1' ELSE 'Blocked,2' END)", "Words"),
		column("'{\"a\":' || (range % 3) || '}'", "Bag"),
		column("'[\"a\",\"b' || (range % 3) || '\"]'", "List"),
		column("range % 4", "Count"),
		column("(range % 4) / 2.0::DOUBLE", "Share"),
		column("(range % 4) * 10000000", "Took"),
		column("range % 2 = 0", "Yes"),
	].join(", ")} FROM range(${ROWS})`;
}

let workspace: TestWorkspace;
let engine: LocalEngine;
let database: Database;
beforeAll(async () => {
	workspace = await TestWorkspace.create();
	await workspace.add("Whole_CL", select(false), SCHEMA("Whole_CL"));
	await workspace.add("Holes_CL", select(true), SCHEMA("Holes_CL"));
	engine = new LocalEngine({ directory: workspace.directory, now: () => new Date("2026-01-10T00:00:00Z") });
	database = await openDatabase({
		directory: `${workspace.directory}/tables`,
		memoryLimitMb: 512,
		threads: 1,
	});
	await engine.query({ kql: "print 1" });
}, 120_000);
afterAll(async () => {
	await engine.close();
	database.connection.disconnectSync();
	await workspace.remove();
});

async function ask(kql: string) {
	const { status, body } = await engine.query({ kql });
	const parsed = JSON.parse(body) as {
		tables?: { rows: unknown[][] }[];
		error?: { message: string; innererror?: Record<string, unknown> };
	};
	return { status, error: parsed.error, rows: parsed.tables?.[0]?.rows ?? [] };
}

/** A value of each type as a literal of SQL and, for the same argument, a column. */
const LITERALS: Readonly<Record<WireType, string>> = {
	text: "'a'",
	long: "1",
	real: "1.0::DOUBLE",
	bool: "true",
};
const COLUMNS: Readonly<Record<WireType, string>> = {
	text: `coalesce("Words", '')`,
	long: `coalesce("Count", 0)`,
	real: `coalesce("Share", 0)`,
	bool: `coalesce("Yes", false)`,
};
/** Where only some texts are good ones. */
const TEXTS: Readonly<Record<string, readonly string[]>> = {
	kf_format_datetime: ["'yyyy'"],
	kf_format_timespan: ["'hh'"],
	kf_extract_json: ["'$.a'"],
	kf_has: ["'a'", "'both'"],
	kf_range_long: ["'long'"],
	kf_series: ["'[1]'", "'[1]'", "'+'"],
};

describe("no function of the engine fails on null", () => {
	it.each(RUNTIME_FUNCTIONS.map((definition) => [definition.name, definition] as const))(
		"%s, over Parquet with and without nulls",
		async (name, definition) => {
			const { parameters, more } = definition;
			const types = [...parameters, ...(more ? [more, more] : [])];
			let text = 0;
			const literals = types.map((type) =>
				type === "text" ? (TEXTS[name]?.[text++] ?? LITERALS.text) : LITERALS[type],
			);
			for (const table of ["Whole_CL", "Holes_CL"]) {
				for (const [varied, type] of types.entries()) {
					// A format or a path is a literal in every query there is; a column of others would be refused in words.
					if (type === "text" && TEXTS[name]) continue;
					const args = literals
						.map((literal, index) => (index === varied ? COLUMNS[type] : literal))
						.join(", ");
					const files = `read_parquet('${workspace.directory}/tables/${table}/*.parquet')`;
					const call = `${name}(${args})`;
					const sql = `SELECT count(${call}), count(*) FILTER (WHERE ${call} IS NULL) FROM ${files} WHERE ${call} IS NOT NULL OR ${call} IS NULL`;
					const read = await database.connection.runAndReadAll(sql);
					const [present, absent] = (read.getRows()[0] ?? []) as bigint[];
					expect(Number((present ?? 0n) + (absent ?? 0n)), `${call} over ${table}`).toBe(ROWS);
				}
			}
		},
	);

	it.each(RUNTIME_FUNCTIONS.map((definition) => [definition.name, definition] as const))(
		"%s, whichever of its arguments are null",
		(_, definition) => {
			const samples: Readonly<Record<WireType, WireValue>> = { text: "yyyy", long: 1n, real: 1, bool: true };
			const types = [
				...definition.parameters,
				...(definition.more ? [definition.more, definition.more] : []),
			];
			for (let mask = 1; mask < 2 ** types.length; mask++) {
				const args = types.map((type, index) => ((mask >> index) & 1 ? null : samples[type]));
				expect(() => callRuntime(definition, args), JSON.stringify(mask)).not.toThrow();
			}
		},
	);
});

describe("queries over columns without nulls", () => {
	it.each(["Whole_CL", "Holes_CL"])("finds every row of %s", async (table) => {
		const numbers = Array.from({ length: ROWS }, (_, n) => n);
		const present = numbers.filter((n) => table === "Whole_CL" || n % 7 !== 0);
		const allowed = present.filter((n) => n % 2 === 0).length;
		const count = async (condition: string) => {
			const { rows, error } = await ask(
				`let L = dynamic(["ClickAllowed"]);\n${table} | where ${condition} | count`,
			);
			expect(error, condition).toBeUndefined();
			return rows[0]?.[0];
		};
		expect(await count("Words has_any (L)")).toBe(allowed);
		expect(await count("Words has_all (L)")).toBe(allowed);
		expect(await count("split(Words, ',')[1] == '1'")).toBe(allowed);
		expect(await count("tostring(split(Words, ',', 0)[0]) == 'ClickAllowed'")).toBe(allowed);
		expect(await count("tolong(bag_set_key(Bag, 'x', Count).x) == Count")).toBe(present.length);
	});
});

describe("a function that can't process a value", () => {
	it("never speaks JavaScript", () => {
		const broken: RuntimeFunction = {
			name: "kf_broken",
			parameters: ["text"],
			returns: "text",
			nulls: "all",
			call: (text: string) => text.toUpperCase(),
		};
		expect(() => callRuntime(broken, [null])).toThrow(EvaluationError);
		expect(() => callRuntime(broken, [null])).toThrow(/^\[kf_broken\] $/);
		expect(readEvaluationError("Invalid Input Error: [kf_broken] ")).toEqual({
			helper: "kf_broken",
			says: "",
		});
	});

	it("is an error in plain words, with its place in the query", async () => {
		const { status, error } = await ask(
			"Whole_CL\n| where Count > 1\n| extend f = array_sort_asc(pack_array(1, Words))",
		);
		expect(status).toBe(400);
		expect(error?.innererror).toMatchObject({
			code: "EvaluationError",
			message: "array_sort: the array mixes types, whose order is not supported.",
			line: 3,
			pos: "| extend f = ".length,
		});
	});
});
