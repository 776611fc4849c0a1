import { describe, expect, it } from "vitest";
import { ApiProblem } from "@/components/client/api";
import { goodRows, readProblems, withoutFlags } from "./read-problems";

const refusal = new ApiProblem(422, {
	detail: "2 of 9 rows of a.csv cannot be read; nothing was imported.",
	code: "invalid_input",
	rowsRead: 9,
	rowsRefused: 2,
	problemsTotal: 250,
	places: [
		{ file: "a.csv", line: 3, column: 7, field: "TimeGenerated", message: '"x" is not a datetime' },
		{ file: "a.csv", line: 5, message: "has 4 fields instead of 5" },
	],
});

describe("a refused import", () => {
	it("lists its rows, and says how many more there are", () => {
		expect(readProblems(refusal)).toEqual({
			problems: [
				{ line: 3, column: 7, field: "TimeGenerated", message: '"x" is not a datetime' },
				{ line: 5, column: 0, field: null, message: "has 4 fields instead of 5" },
			],
			total: 250,
		});
		expect(goodRows(refusal)).toBe(7);
	});

	it("lists no rows where the whole file is rejected", () => {
		const whole = new ApiProblem(422, { places: [{ file: "a.zip", message: "is a ZIP archive" }] });
		expect(readProblems(whole)).toEqual({ problems: [], total: 0 });
		expect(goodRows(whole)).toBe(0);
	});
});

it("leaves the command's options out of the remedy", () => {
	const problem = new ApiProblem(422, {
		detail: "No table.",
		remedy: "Name the table (--table). Known are A, B.",
	});
	expect(withoutFlags(problem)).toMatchObject({
		message: "No table.",
		remedy: "Name the table. Known are A, B.",
	});
	const none = new ApiProblem(422, { detail: "No table." });
	expect(withoutFlags(none)).toBe(none);
});
