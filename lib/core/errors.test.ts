import { expect, it, vi } from "vitest";
import { AppError } from "./errors";

it("is recognised by another copy of its module, and nothing else is", async () => {
	vi.resetModules();
	const copy = await import("./errors");
	expect(copy.AppError).not.toBe(AppError);
	expect(new copy.AppError("not_found", "Gone.")).toBeInstanceOf(AppError);
	expect(new Error("plain")).not.toBeInstanceOf(AppError);
	expect(null).not.toBeInstanceOf(AppError);
});
