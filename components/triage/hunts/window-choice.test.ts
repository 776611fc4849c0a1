import { describe, expect, it } from "vitest";
import { fieldValue } from "@/components/client/time-format";
import { readWindow } from "./window-choice";

const custom = (from: string, to: string) => ({ kind: "custom", from, to }) as const;

describe("readWindow", () => {
	it("passes a preset through", () => {
		expect(readWindow({ kind: "30d", from: "x", to: "" }, "UTC")).toEqual({
			input: { preset: "30d" },
			faults: null,
		});
	});

	it("reads custom times in the zone they are shown in", () => {
		expect(readWindow(custom("2026-05-01T00:00", "2026-05-02T12:30"), "UTC").input).toEqual({
			from: "2026-05-01T00:00:00.000Z",
			to: "2026-05-02T12:30:00.000Z",
		});
		expect(readWindow(custom("2026-05-01T00:00", "2026-05-02T12:30"), "Europe/Berlin").input).toEqual({
			from: "2026-04-30T22:00:00.000Z",
			to: "2026-05-02T10:30:00.000Z",
		});
	});

	it.each([
		[custom("", ""), "Enter when the window starts.", "Enter when the window ends."],
		[custom("2026-05-01T00:00", ""), null, "Enter when the window ends."],
		[custom("nonsense", "2026-05-01T00:00"), "Enter when the window starts.", null],
		[custom("2026-05-02T00:00", "2026-05-01T00:00"), null, "The window ends before it starts."],
		[custom("2026-05-01T00:00", "2026-05-01T00:00"), null, "The window ends before it starts."],
		[custom("2023-05-01T00:00", "2026-05-01T00:00"), "The window is longer than 731 days.", null],
	])("rejects %j and names its field", (choice, from, to) => {
		expect(readWindow(choice, "UTC")).toEqual({ input: null, faults: { from, to } });
	});
});

it("formats a time the way a field shows it", () => {
	expect(fieldValue(new Date("2026-05-01T23:59:58Z"), "UTC")).toBe("2026-05-01 23:59");
	expect(fieldValue(new Date("2026-05-01T23:59:58Z"), "Asia/Tokyo")).toBe("2026-05-02 08:59");
});
