import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AnswerBytes } from "./answer-bytes";

/** Pushes the text cut at these places, given as shares of its bytes. */
function read(text: string, cuts: readonly number[]): AnswerBytes {
	const whole = Buffer.from(text);
	const places = [
		0,
		...cuts.map((cut) => Math.floor(cut * whole.length)).sort((a, b) => a - b),
		whole.length,
	];
	const answer = new AnswerBytes();
	places.slice(1).forEach((place, index) => {
		answer.push(whole.subarray(places[index], place));
	});
	return answer;
}

const rowsOf = (answer: AnswerBytes, table = 0) =>
	[...answer.table(table).pieces()].flatMap((piece) => JSON.parse(`[${piece}]`) as unknown[]);

const cell = fc.oneof(
	fc.string({ unit: "grapheme" }),
	fc.constantFrom('"', "\\", '\\"', "[", "]],", "{", "\n", "rows", '"rows":['),
	fc.integer(),
	fc.boolean(),
	fc.constant(null),
	fc.array(fc.constantFrom("]", ",", 1)),
	fc.record({ rows: fc.array(fc.constantFrom("[", 2)) }),
);
const table = fc.record({
	name: fc.constantFrom("PrimaryResult", "rows", "Other"),
	columns: fc.array(fc.record({ name: fc.string(), type: fc.constant("string") }), { maxLength: 3 }),
	rows: fc.array(fc.array(cell, { maxLength: 4 }), { maxLength: 8 }),
});
const answers = fc.record({
	before: fc.option(fc.constantFrom({ tables: [{ rows: [["no"]] }] }, "tables", ["rows"]), {
		nil: undefined,
	}),
	tables: fc.array(table, { maxLength: 3 }),
	statistics: fc.constantFrom({ rows: [1, [2]] }, null),
	error: fc.option(fc.record({ message: fc.string() }), { nil: undefined }),
});

describe("AnswerBytes", () => {
	it("reads the same as JSON.parse, wherever the bytes are split", () => {
		fc.assert(
			fc.property(
				answers,
				fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }),
				fc.constantFrom(undefined, 1),
				(value, cuts, space) => {
					const answer = read(JSON.stringify(value, null, space), cuts);
					const emptied = value.tables.map((one) => ({ ...one, rows: [] }));
					expect(JSON.parse(answer.around)).toEqual(
						JSON.parse(JSON.stringify({ ...value, tables: emptied })),
					);
					value.tables.forEach(({ rows }, index) => {
						expect(rowsOf(answer, index)).toEqual(rows);
						expect(answer.table(index).count).toBe(rows.length);
					});
				},
			),
			{ numRuns: 500 },
		);
	});

	it("keeps rows in pieces, in order", () => {
		const rows = Array.from({ length: 2_500 }, (_, index) => [index, `row ${index}`]);
		const answer = read(
			JSON.stringify({ tables: [{ name: "PrimaryResult", columns: [], rows }] }),
			[0.3, 0.31],
		);
		const pieces = [...answer.table(0).pieces()];
		expect(pieces.map((piece) => JSON.parse(`[${piece}]`).length)).toEqual([1_000, 1_000, 500]);
		expect(rowsOf(answer)).toEqual(rows);
	});

	it.each(["", "<html>[rows]</html>", '{"tables":[{"rows":[["cut'])("keeps %j as it came", (text) => {
		const answer = read(text, [0.5]);
		expect(answer.around + [...answer.table(0).pieces()].join("")).toBe(text);
	});
});
