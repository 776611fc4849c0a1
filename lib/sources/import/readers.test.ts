import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { CsvParser } from "@/lib/sources/import/csv";
import { JsonSplitter } from "@/lib/sources/import/json";
import { AnswerSplitter } from "@/lib/sources/import/json-answer";
import { JsonNode, nestsDeeper, PlacedText } from "@/lib/sources/import/json-spans";
import { JsonSyntaxError, placeInText, walkJson } from "@/lib/sources/import/json-walk";

/** Feeds text in pieces of a given length, as a file arrives. */
function pieces<T>(text: string, size: number, reader: { push(text: string): T[]; end(): T[] }): T[] {
	const found: T[] = [];
	for (let at = 0; at < text.length; at += size) found.push(...reader.push(text.slice(at, at + size)));
	return [...found, ...reader.end()];
}

const csv = (text: string, size = 1 << 16) => pieces(text, size, new CsvParser());

describe("CsvParser", () => {
	it("reads quotes, quoted line breaks, CRLF and empty fields, with the place of each field", () => {
		const records = csv('a,b,c\r\n1,"x ""y""\nz",\r\n\r\n,"",3');
		expect(records.map((record) => record.fields)).toEqual([
			["a", "b", "c"],
			["1", 'x "y"\nz', ""],
			["", "", "3"],
		]);
		expect(records[1]).toMatchObject({ line: 2, column: 1, places: [2, 1, 2, 3, 3, 4] });
		expect(records[2]).toMatchObject({ line: 5, places: [5, 1, 5, 2, 5, 5] });
	});

	it("uses tabs or semicolons when the first line has no comma", () => {
		expect(csv("a\tb\n1\t2,3").map((record) => record.fields)).toEqual([
			["a", "b"],
			["1", "2,3"],
		]);
		expect(csv("a;b\n1;2,3").map((record) => record.fields)).toEqual([
			["a", "b"],
			["1", "2,3"],
		]);
	});

	it.each([
		["sep=;\na;b\n1;2,3\n", ["1", "2,3"]],
		['"sep=;"\r\na;b\r\n1;2,3\r\n', ["1", "2,3"]],
		["sep=\t\na\tb\n1\t2,3\n", ["1", "2,3"]],
		["SEP=|\na|b\n1|2,3\n", ["1", "2,3"]],
		["#TYPE Selected.System.Management.Automation.PSCustomObject\na,b\n1,2\n", ["1", "2"]],
		["#TYPE System.Object\r\nsep=;\r\na;b\r\n1;2\r\n", ["1", "2"]],
	])("skips what comes before the header of %j, however the text is split", (text, row) => {
		for (const size of [1, 2, 3, 7, 1 << 16]) {
			const records = csv(text, size);
			expect(records.map((record) => record.fields)).toEqual([["a", "b"], row]);
			const lines = text.split(/\r?\n/);
			expect(records.map((record) => record.line)).toEqual([lines.length - 2, lines.length - 1]);
		}
	});

	it("names the place of a quote inside a field that is not quoted and reads on", () => {
		const records = csv('a,b\n1,see "this" one\n3, "4"\n5,6\n');
		const message = expect.stringContaining("a quote is inside a field");
		expect(records[1]?.problem).toEqual({ line: 2, column: 7, message });
		expect(records[2]?.problem).toEqual({ line: 3, column: 4, message });
		expect(records[3]).toMatchObject({ fields: ["5", "6"], problem: null });
	});

	it("names the place of text after a closing quote and reads on", () => {
		const records = csv('a,b\n1,"two" x\n3,4');
		expect(records[1]?.problem).toEqual({ line: 2, column: 8, message: "text follows a closing quote" });
		expect(records[2]?.fields).toEqual(["3", "4"]);
	});

	it("names the place of a quote that is never closed and reads on with the next line", () => {
		const records = csv('a,b\n1,"two\n3,4\n5,6\n');
		expect(records[1]?.problem).toMatchObject({ line: 2, column: 3 });
		expect(records.slice(2).map((record) => [record.line, record.fields])).toEqual([
			[3, ["3", "4"]],
			[4, ["5", "6"]],
		]);
	});

	it("gives the same records however the text is split, and reads back what it writes", () => {
		const field = fc.string({
			unit: fc.constantFrom("a", "é", "😀", ",", '"', "\n", "\r\n", " ", ";"),
			maxLength: 6,
		});
		const table = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });
		fc.assert(
			fc.property(table, fc.integer({ min: 1, max: 9 }), fc.constantFrom("\n", "\r\n"), (rows, size, end) => {
				const quoted = rows.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(","));
				const text = `h,i${end}${quoted.join(end)}${end}`;
				const records = csv(text, size);
				expect(records.slice(1).map((record) => record.fields)).toEqual(rows);
				expect(records).toEqual(csv(text));
			}),
		);
	});

	it("gives places that lead back to the fields in the text", () => {
		const word = fc.string({ unit: fc.constantFrom("a", "b", "\n", '"', ","), maxLength: 5 });
		fc.assert(
			fc.property(fc.array(fc.tuple(word, word), { minLength: 1, maxLength: 5 }), (rows) => {
				const quote = (value: string) => `"${value.replaceAll('"', '""')}"`;
				const lines = ["h,i", ...rows.map((row) => row.map(quote).join(","))].join("\n").split("\n");
				for (const [index, record] of csv(`${lines.join("\n")}\n`)
					.slice(1)
					.entries()) {
					for (const [column, value] of record.fields.entries()) {
						const line = lines[(record.places[column * 2] ?? 0) - 1] ?? "";
						const written = `"${value.replaceAll('"', '""')}"`.split("\n")[0] ?? "";
						expect(line.slice((record.places[column * 2 + 1] ?? 0) - 1).startsWith(written)).toBe(true);
					}
					expect(record.fields).toEqual(rows[index]);
				}
			}),
		);
	});
});

describe("JsonSplitter", () => {
	const split = (text: string, format: "json-array" | "json-lines", size = 1 << 16) =>
		pieces(text, size, new JsonSplitter(format));

	it("splits an array over several lines, with the place of each value", () => {
		const found = split('[\n  {"a": "]}\\""},\n  {"b": [1, {}]}, 7\n]\n', "json-array");
		expect(found.map(({ text, line, column }) => [text, line, column])).toEqual([
			['{"a": "]}\\""}', 2, 3],
			['{"b": [1, {}]}', 3, 3],
			["7", 3, 19],
		]);
	});

	it("splits rows one per line, so that a broken one affects only itself", () => {
		const found = split('{"a":1}\n{"a":\n\n {"a":3}\n', "json-lines");
		expect(found.map(({ text, line, column }) => [text, line, column])).toEqual([
			['{"a":1}', 1, 1],
			['{"a":', 2, 1],
			['{"a":3}', 4, 2],
		]);
	});

	it("splits rows of several lines each", () => {
		const found = split('{\n "a": 1\n}\n{\n "a": 2\n}\n', "json-lines");
		expect(found.map(({ text, line }) => [JSON.parse(text), line])).toEqual([
			[{ a: 1 }, 1],
			[{ a: 2 }, 4],
		]);
	});

	it.each([
		["[{}", 1, 4, 'the text ends where "]" is expected'],
		["[{} {}]", 1, 5, '"{" stands where "," or "]" is expected'],
		["[{}]\n x", 2, 2, '"x" stands after the end of the array; nothing after it was read'],
		["[{},,{}]", 1, 5, '"," stands where a row is expected; nothing after it was read'],
	])("says what is wrong between the values of %j", (text, line, column, problem) => {
		expect(split(text, "json-array").filter((piece) => piece.problem)).toEqual([
			{ line, column, text: "", problem },
		]);
	});

	it("gives the same values however the text is split", () => {
		const rows = fc.array(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }), { minKeys: 1 }), {
			minLength: 1,
			maxLength: 5,
		});
		fc.assert(
			fc.property(
				rows,
				fc.integer({ min: 1, max: 7 }),
				fc.constantFrom(undefined, 1),
				(values, size, indent) => {
					const array = split(JSON.stringify(values, null, indent), "json-array", size);
					expect(array.map(({ text }) => JSON.parse(text))).toEqual(JSON.parse(JSON.stringify(values)));
					const lines = split(
						values.map((value) => JSON.stringify(value, null, indent)).join("\n"),
						"json-lines",
						size,
					);
					expect(lines.map(({ text }) => JSON.parse(text))).toEqual(JSON.parse(JSON.stringify(values)));
				},
			),
		);
	});
});

describe("AnswerSplitter", () => {
	const rows = (text: string, size = 1 << 16) => pieces(text, size, new AnswerSplitter());

	it("finds the rows of a response, with the columns of their own table, however the text is split", () => {
		const value = {
			tables: [
				{
					name: "PrimaryResult",
					columns: [{ name: "a", type: "long" }, { name: "b" }],
					rows: [
						[1, "x]"],
						[2, null],
					],
				},
				{ name: "Other", columns: [{ name: "c", type: "datetime" }], rows: [["2025-01-01"]] },
			],
			statistics: { query: { rows: [1, 2, 3] } },
		};
		for (const indent of [undefined, 1]) {
			const text = JSON.stringify(value, null, indent);
			for (const size of [1, 5, 1 << 16]) {
				expect(
					rows(text, size).map((piece) => [JSON.parse(piece.text), piece.table.name, piece.table.columns]),
				).toEqual([
					[[1, "x]"], "PrimaryResult", ["a", "b"]],
					[[2, null], "PrimaryResult", ["a", "b"]],
					[["2025-01-01"], "Other", ["c"]],
				]);
			}
			for (const piece of rows(text)) {
				const line = text.split("\n")[piece.line - 1] ?? "";
				expect(line.slice(piece.column - 1).startsWith(piece.text.split("\n")[0] ?? "?")).toBe(true);
			}
		}
	});

	it("scans a long response once", () => {
		const scanned = vi.spyOn(AnswerSplitter.prototype as unknown as { scan(final: boolean): void }, "scan");
		const count = 20_000;
		const text = JSON.stringify({ results: Array.from({ length: count }, (_, index) => ({ index })) });
		expect(rows(text)).toHaveLength(count);
		// A value that continues in the next piece of text is scanned a second time, and one key is read.
		expect(scanned.mock.calls.length).toBeLessThan(count + 50);
		scanned.mockRestore();
	});

	it.each([
		['{"results":[{"a":1}', 'the text ends where "]" is expected'],
		['{"results":[{"a":1}]', 'the text ends where "}" is expected'],
		['{"results":[{"a":1} {"a":2}]}', '"{" stands where "," or "]" is expected; nothing after it was read'],
		['{"results" [1]}', '"[" stands where ":" is expected; nothing after it was read'],
		[
			'{"tables":[{"columns":[{"name":"a"}],"rows":[[1]]}],"error":{"code":"PartialError","innererror":{"code":"E_X"}}}',
			"the service did not send all rows: PartialError, E_X",
		],
	])("says what is wrong in %j", (text, problem) => {
		expect(rows(text).flatMap((piece) => piece.problem ?? [])).toEqual([problem]);
	});
});

describe("nestsDeeper", () => {
	it("counts open brackets, not those in strings", () => {
		expect(nestsDeeper("[".repeat(100_000), 100)).toBe(true);
		expect(nestsDeeper(JSON.stringify("[".repeat(1_000)), 100)).toBe(false);
		expect(nestsDeeper(JSON.stringify(Array.from({ length: 500 }, () => [{ a: '"[{\\' }])), 3)).toBe(false);
		expect(nestsDeeper(JSON.stringify(Array.from({ length: 500 }, () => [{ a: [] }])), 3)).toBe(true);
	});
});

describe("walkJson", () => {
	it("accepts what JSON.parse accepts and refuses what it refuses", () => {
		const text = fc.oneof(
			fc.json(),
			fc
				.tuple(fc.json(), fc.nat(40), fc.constantFrom("", ",", "}", "]", '"', ":", "\\", "0", "x", "\n", "-"))
				.map(([json, at, junk]) => json.slice(0, at) + junk + json.slice(at + 1)),
		);
		fc.assert(
			fc.property(text, (candidate) => {
				let valid = true;
				try {
					JSON.parse(candidate);
				} catch {
					valid = false;
				}
				if (valid) walkJson(candidate);
				else expect(() => walkJson(candidate)).toThrow(JsonSyntaxError);
			}),
			{ numRuns: 500 },
		);
	});

	it("gives the place of a wrong character and of values", () => {
		const text = '{"a": {"b": [1, tru]}}';
		let offset = -1;
		try {
			walkJson(text);
		} catch (error) {
			offset = (error as JsonSyntaxError).offset;
		}
		expect(text.slice(offset)).toBe("tru]}}");
		const good = '{\n "x": 1,\n "y": {"z": [true]}\n}';
		const value = JsonNode.root(new PlacedText(good, { line: 10, column: 5 }))
			.child("y")
			.child("z")
			.child(0);
		expect(value.text).toBe("true");
		expect(value.place).toEqual({ line: 12, column: 14 });
		expect(placeInText(good, good.indexOf("true"), { line: 10, column: 5 })).toEqual({
			line: 12,
			column: 14,
		});
		expect(placeInText("abc", 1, { line: 10, column: 5 })).toEqual({ line: 10, column: 6 });
	});
});
