import { expect, it } from "vitest";
import { plural } from "./plural";

it("counts in words", () => {
	expect(plural(1, "row")).toBe("1 row");
	expect(plural(0, "row")).toBe("0 rows");
	expect(plural(1_204, "row")).toBe("1,204 rows");
	expect(plural(2, "query", "queries")).toBe("2 queries");
});
