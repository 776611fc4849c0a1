import { expect, it } from "vitest";
import { nearness } from "./due";

it("tells how near something is due", () => {
	const now = new Date("2026-01-02T12:00:00Z");
	expect(nearness(null, now)).toBe("none");
	expect(nearness("2026-01-02T11:59:59.999Z", now)).toBe("overdue");
	expect(nearness("2026-01-02T12:00:00Z", now)).toBe("soon");
	expect(nearness("2026-01-03T11:59:59Z", now)).toBe("soon");
	expect(nearness("2026-01-03T12:00:00Z", now)).toBe("later");
});
