import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { conflictLines } from "@/lib/core/conflict-markers";

const marker = (character: string, rest = "") => character.repeat(7) + rest;

describe("conflict markers", () => {
	it("finds each line a merge left, and no underlined heading", () => {
		const text = [
			"A=1",
			marker("<", " HEAD"),
			"B=1",
			marker("|", " base"),
			marker("="),
			"B=2",
			marker(">", " main"),
		];
		expect(conflictLines(text.join("\n"))).toEqual([2, 4, 5, 7]);
		expect(conflictLines(text.join("\r\n"))).toEqual([2, 4, 5, 7]);
		expect(conflictLines(["Heading", marker("="), `# ${marker("<")} HEAD`].join("\n"))).toEqual([]);
	});

	it("are in no tracked file", () => {
		const files = execFileSync("git", ["ls-files", "-z"], { encoding: "utf8", maxBuffer: 64 * 2 ** 20 })
			.split("\0")
			.filter((file) => file !== "" && statSync(file, { throwIfNoEntry: false })?.isFile());
		expect(files).toContain(".env.example");
		const found = files.flatMap((file) =>
			conflictLines(readFileSync(file, "latin1")).map((line) => `${file}:${line}`),
		);
		expect(found).toEqual([]);
	});
});
