import { expect, it } from "vitest";
import { LOOKING_MS, present } from "./rules";

const seen = (page: string, personId: string, name: string, at: number) => ({ page, personId, name, at });

it("viewers are listed once each, by name, as long as their pages send heartbeats", () => {
	const now = 1_000_000;
	const lookers = [
		seen("a", "2", "Zoe", now),
		seen("b", "1", "Ada", now - LOOKING_MS),
		seen("c", "1", "Ada", now),
		seen("d", "3", "Gone", now - 3 * LOOKING_MS),
	];
	expect(present(lookers, now)).toEqual([
		{ id: "1", name: "Ada" },
		{ id: "2", name: "Zoe" },
	]);
	expect(present([], now)).toEqual([]);
});
