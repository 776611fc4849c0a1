import { describe, expect, it } from "vitest";
import type { FindingStatus } from "@/lib/triage/findings/rules";
import { nextToDecide } from "./advance";

const rows = (...statuses: FindingStatus[]) => statuses.map((status, index) => ({ id: `${index}`, status }));

describe("nextToDecide", () => {
	it("goes down to the next open finding, past decided ones", () => {
		expect(nextToDecide(rows("new", "benign", "changed"), 0, new Set(["0"]))).toBe("2");
	});

	it("goes up to the nearest open finding when none is below", () => {
		expect(nextToDecide(rows("new", "new", "new"), 2, new Set(["2"]))).toBe("1");
	});

	it("never selects a finding decided with it", () => {
		expect(nextToDecide(rows("new", "new", "new", "new"), 1, new Set(["1", "2"]))).toBe("3");
		expect(nextToDecide(rows("new", "new"), 0, new Set(["0", "1"]))).toBeNull();
	});

	it("selects the neighbour when none is open", () => {
		expect(nextToDecide(rows("benign", "benign", "triaged"), 1, new Set(["1"]))).toBe("2");
		expect(nextToDecide(rows("benign", "benign"), 1, new Set(["1"]))).toBe("0");
	});

	it("starts at the top when no row had the focus", () => {
		expect(nextToDecide(rows("new", "new"), -1, new Set(["0"]))).toBe("1");
	});

	it("skips nothing when the focused row has left the list", () => {
		// "1" has gone: what was below it has its place.
		const left = [{ id: "0" }, { id: "2" }, { id: "3" }].map((row) => ({ ...row, status: "new" as const }));
		expect(nextToDecide(left, 1, new Set(["1"]), true)).toBe("2");
		expect(nextToDecide(left.slice(0, 1), 0, new Set(["1"]), true)).toBe("0");
		expect(nextToDecide([], -1, new Set(["1"]), true)).toBeNull();
	});
});
