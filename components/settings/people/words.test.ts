import { describe, expect, it } from "vitest";
import { workspaceNames } from "./words";

describe("workspaceNames", () => {
	const known = [{ id: "a", name: "Berlin" }];
	const names = (workspaces: string[], otherWorkspaces: boolean) =>
		workspaceNames({ workspaces, otherWorkspaces }, known);
	it("says all, names, and others that the reader may not see", () => {
		expect(names([], false)).toBe("All");
		expect(names(["a"], false)).toBe("Berlin");
		expect(names(["a"], true)).toBe("Berlin and others");
		expect(names([], true)).toBe("Others only");
	});
});
