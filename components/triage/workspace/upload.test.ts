import { describe, expect, it } from "vitest";
import { importSearch } from "./upload";

describe("importSearch", () => {
	const plain = { table: null, dates: null, keepGoodRows: false, replaceSample: false, again: false };
	it("contains only what was chosen", () => {
		expect(String(importSearch({ ...plain, file: { name: "a.csv" } }))).toBe("fileName=a.csv");
	});
	it("contains every option, and a name with any characters", () => {
		const search = importSearch({
			file: { name: "clicks & more=ü.csv" },
			table: "UrlClickEvents",
			dates: "day-first",
			keepGoodRows: true,
			replaceSample: true,
			again: true,
		});
		expect(Object.fromEntries(new URLSearchParams(String(search)))).toEqual({
			fileName: "clicks & more=ü.csv",
			table: "UrlClickEvents",
			dates: "day-first",
			keepGoodRows: "1",
			replaceSample: "1",
			again: "1",
		});
	});
});
