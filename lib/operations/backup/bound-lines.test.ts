import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/core/errors";
import { boundLines } from "./bound-lines";

const pass = (most: number, ...chunks: string[]) =>
	text(
		Readable.from(chunks.map((chunk) => Buffer.from(chunk))).compose(
			boundLines(most, () => new AppError("invalid_input", "Too long.")),
		),
	);

describe("boundLines", () => {
	it("passes lines on, however they are cut into chunks", async () => {
		expect(await pass(4, "abcd\nab", "cd\n", "\n", "abc", "d")).toBe("abcd\nabcd\n\nabcd");
	});
	it("refuses a longer line before it is whole", async () => {
		await expect(pass(4, "abcd\nab", "cde")).rejects.toThrow("Too long.");
		await expect(pass(4, "abc", "d", "e\n")).rejects.toThrow("Too long.");
	});
});
